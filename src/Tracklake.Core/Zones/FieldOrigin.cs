using Tracklake.Models;
using Tracklake.Raw;

namespace Tracklake.Zones;

/// <summary>A field of a stored body that a processed column takes its value from.</summary>
/// <param name="Column">The processed column.</param>
/// <param name="Kind">The kind of body.</param>
/// <param name="Path">Where in the body: property names joined by '.', <c>[]</c> for the entries of an array; a name in
/// angle brackets is no field but what the index says of the body (<c>&lt;subject&gt;</c>).</param>
/// <param name="How">What landing does with it; empty where the value is passed on as it is.</param>
public sealed record FieldOrigin(Column Column, RawKind Kind, string Path, string How)
{
    /// <summary>Whether it takes part only where the fields named before it are not there.</summary>
    public bool IsFallback { get; init; }

    /// <summary>Whether it is a field of the body; else it is what the index says of the body.</summary>
    public bool IsField => !Path.StartsWith('<');

    /// <summary>For a person: <c>items[].popularity of GET /v1/albums/{id}/tracks</c>.</summary>
    public override string ToString() => $"{Path} of {RawBodies.RequestOf(Kind)}";
}
