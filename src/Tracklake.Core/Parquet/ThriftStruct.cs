namespace Tracklake.Parquet;

/// <summary>The types of Thrift's compact protocol that a Parquet footer is made of.</summary>
internal enum ThriftType : byte
{
    /// <summary>True, as a field; of elements any truth value.</summary>
    True = 1,

    /// <summary>False, as a field.</summary>
    False = 2,

    /// <summary>8 bits.</summary>
    Byte = 3,

    /// <summary>16 bits.</summary>
    Int16 = 4,

    /// <summary>32 bits.</summary>
    Int32 = 5,

    /// <summary>64 bits.</summary>
    Int64 = 6,

    /// <summary>IEEE 754, 64 bits.</summary>
    Double = 7,

    /// <summary>Bytes or text.</summary>
    Binary = 8,

    /// <summary>Elements of one type.</summary>
    List = 9,

    /// <summary>Fields by number.</summary>
    Struct = 12,
}

/// <summary>A field: its number, its type, and its value as <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>,
/// bytes, <see cref="ThriftList"/> or <see cref="ThriftStruct"/>.</summary>
internal sealed record ThriftField(short Id, ThriftType Type, object Value);

/// <summary>Elements of one type.</summary>
internal sealed record ThriftList(ThriftType Type, List<object> Items);

/// <summary>
/// A Thrift struct whose fields are kept whether their meaning is known or not, so that a footer that is read, changed in
/// places and written again loses nothing of what its writer said.
/// </summary>
internal sealed class ThriftStruct
{
    private readonly List<ThriftField> _fields = [];

    /// <summary>The fields, by number.</summary>
    public IReadOnlyList<ThriftField> Fields => _fields;

    /// <summary>A number; null when there is none.</summary>
    public long? Number(short id) => Find(id) is long number ? number : null;

    /// <summary>A struct.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public ThriftStruct Struct(short id) => Find(id) as ThriftStruct ?? throw Missing(id);

    /// <summary>The elements of a list; they may be changed.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public List<object> List(short id) => (Find(id) as ThriftList ?? throw Missing(id)).Items;

    /// <summary>The structs of a list.</summary>
    /// <exception cref="InvalidDataException">There is no such list, or it has something else in it.</exception>
    public IReadOnlyList<ThriftStruct> Structs(short id) => [.. List(id).Select(i => i as ThriftStruct ?? throw Missing(id))];

    /// <summary>Whether there is such a field.</summary>
    public bool Has(short id) => Find(id) is not null;

    /// <summary>Sets a field, in the place that its number asks for.</summary>
    public ThriftStruct With(short id, ThriftType type, object value)
    {
        Remove(id);
        var at = _fields.FindIndex(f => f.Id > id);
        _fields.Insert(at < 0 ? _fields.Count : at, new ThriftField(id, type, value));
        return this;
    }

    /// <summary>Sets a 32-bit number.</summary>
    public ThriftStruct With(short id, int value) => With(id, ThriftType.Int32, (long)value);

    /// <summary>Sets a 64-bit number.</summary>
    public ThriftStruct With(short id, long value) => With(id, ThriftType.Int64, value);

    /// <summary>Sets a truth value.</summary>
    public ThriftStruct With(short id, bool value) => With(id, value ? ThriftType.True : ThriftType.False, value);

    /// <summary>Sets bytes.</summary>
    public ThriftStruct With(short id, byte[] value) => With(id, ThriftType.Binary, value);

    /// <summary>Sets a struct.</summary>
    public ThriftStruct With(short id, ThriftStruct value) => With(id, ThriftType.Struct, value);

    /// <summary>Sets a list.</summary>
    public ThriftStruct With(short id, ThriftType type, IEnumerable<object> items) =>
        With(id, ThriftType.List, new ThriftList(type, [.. items]));

    /// <summary>Adds to a number that is there.</summary>
    public void Add(short id, long more)
    {
        var at = _fields.FindIndex(f => f.Id == id);
        if (at >= 0)
            _fields[at] = _fields[at] with { Value = (_fields[at].Value as long? ?? throw Missing(id)) + more };
    }

    /// <summary>Takes a field out.</summary>
    public void Remove(short id) => _fields.RemoveAll(f => f.Id == id);

    private object? Find(short id) => _fields.Find(f => f.Id == id)?.Value;

    private static InvalidDataException Missing(short id) => new($"The field {id} is not in a Parquet footer that needs it.");
}
