namespace Tracklake.Sources.Imports.Responses;

/// <summary>Reads ids out of the addresses of requests.</summary>
internal static class Address
{
    /// <summary>The path segment between two others, or null: <c>/artists/ID/albums?limit=10</c>.</summary>
    public static string? IdBetween(string address, string before, string after)
    {
        var start = address.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += before.Length;
        var length = address.AsSpan(start).IndexOfAny('/', '?');
        if (length <= 0)
            return null;
        var rest = address.AsSpan(start + length);
        return rest.StartsWith(after, StringComparison.Ordinal)
            && (rest.Length == after.Length || rest[after.Length] is '?' or '/' or '#')
            ? address.Substring(start, length)
            : null;
    }
}
