using System.Globalization;
using System.Text;

namespace Tracklake.Delta;

/// <summary>Delta's types as DuckDB spells them, and back from what DESCRIBE says.</summary>
internal static class DuckTypes
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["string"] = "VARCHAR",
        ["long"] = "BIGINT",
        ["integer"] = "INTEGER",
        ["short"] = "SMALLINT",
        ["byte"] = "TINYINT",
        ["float"] = "FLOAT",
        ["double"] = "DOUBLE",
        ["boolean"] = "BOOLEAN",
        ["binary"] = "BLOB",
        ["date"] = "DATE",
        ["timestamp"] = "TIMESTAMP WITH TIME ZONE",
        ["timestamp_ntz"] = "TIMESTAMP",
        // Nothing but null is ever in it, so any type will do; this one is DuckDB's own for an untyped NULL.
        ["void"] = "INTEGER",
    };

    private static readonly Dictionary<string, DeltaType> Back =
        Names.Where(p => p.Key != "void").ToDictionary(p => p.Value, p => (DeltaType)new DeltaPrimitive(p.Key));

    public static string ToDuck(DeltaType type) => type switch
    {
        DeltaPrimitive p => Names[p.Name],
        DeltaDecimal d => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({d.Precision},{d.Scale})"),
        DeltaArray a => $"{ToDuck(a.Element)}[]",
        DeltaMap m => $"MAP({ToDuck(m.Key)}, {ToDuck(m.Value)})",
        DeltaStruct s => $"STRUCT({string.Join(", ", s.Fields.Select(f => $"{Sql.Name(f.Name)} {ToDuck(f.Type)}"))})",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a Delta type"),
    };

    /// <summary>Reads a type as DESCRIBE prints it; what Delta has no type for is a FormatException, or, leniently, a
    /// primitive of DuckDB's own name.</summary>
    public static DeltaType FromDuck(string text, bool lenient = false)
    {
        var reader = new Reader(text, lenient);
        var type = reader.Type();
        return reader.AtEnd ? type : throw new FormatException($"DuckDB's type {text} has no equal in Delta");
    }

    private sealed class Reader(string text, bool lenient)
    {
        private int _at;

        public bool AtEnd => _at == text.Length;

        public DeltaType Type()
        {
            var type = Base();
            while (Take("["))
            {
                while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
                Expect("]");
                type = new DeltaArray(type, ContainsNull: true);
            }

            return type;
        }

        private DeltaType Base()
        {
            if (Take("STRUCT(")) return new DeltaStruct(Fields());
            if (Take("MAP("))
            {
                var key = Type();
                Expect(", ");
                var value = Type();
                Expect(")");
                return new DeltaMap(key, value, ValueContainsNull: true);
            }

            if (Take("DECIMAL("))
            {
                var precision = Number();
                Expect(",");
                var scale = Number();
                Expect(")");
                return new DeltaDecimal(precision, scale);
            }

            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or ' ')) _at++;
            var name = text[start.._at];
            return Back.TryGetValue(name, out var type) ? type
                : lenient && name.Length > 0 ? new DeltaPrimitive(name)
                : throw new FormatException($"DuckDB's type {text} has no equal in Delta");
        }

        private List<DeltaField> Fields()
        {
            var fields = new List<DeltaField>();
            do
            {
                var name = Name();
                Expect(" ");
                fields.Add(new DeltaField(name, Type()));
            }
            while (Take(", "));
            Expect(")");
            return fields;
        }

        private string Name()
        {
            var name = new StringBuilder();
            if (!Take("\""))
            {
                while (_at < text.Length && text[_at] != ' ') name.Append(text[_at++]);
                return name.ToString();
            }

            while (_at < text.Length)
            {
                if (text[_at] == '"')
                {
                    _at++;
                    if (_at == text.Length || text[_at] != '"') break;
                }

                name.Append(text[_at++]);
            }

            return name.ToString();
        }

        private int Number()
        {
            var start = _at;
            while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
            return int.Parse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        private bool Take(string token)
        {
            if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0) return false;
            _at += token.Length;
            return true;
        }

        private void Expect(string token)
        {
            if (!Take(token)) throw new FormatException($"DuckDB's type {text} has no equal in Delta");
        }
    }
}
