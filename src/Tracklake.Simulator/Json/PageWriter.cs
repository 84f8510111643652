using System.Text.Json;
using Tracklake.Simulator.Catalogue;
using Tracklake.Simulator.Faults;
using Tracklake.Simulator.Http;

namespace Tracklake.Simulator.Json;

/// <summary>Writes one page of a list, its links, and the faults that were ordered for it.</summary>
internal sealed class PageWriter(ApiCall call, Utf8JsonWriter json)
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">The list's path below the API's base.</param>
    /// <param name="page">The part that was asked for.</param>
    /// <param name="all">The whole list.</param>
    /// <param name="item">Writes one entry.</param>
    /// <param name="before">Parameters that links have before offset and limit, as search does.</param>
    /// <param name="after">Parameters that links have after them.</param>
    public void Write<T>(
        string path, Page page, IReadOnlyList<T> all, Action<T> item, string before = "", string after = "")
    {
        var bogus = (long)call.Faults.EmptyPages * page.Limit;
        var total = Math.Min(int.MaxValue, all.Count + bogus);
        if (bogus > 0 && (long)page.Offset + page.Limit >= all.Count) call.Injected(FaultKind.EmptyNextPages);
        if (call.Market is { } market) after += $"&market={market}";
        json.WriteStartObject();
        json.WriteString("href", Link(page.Offset));
        json.WriteNumber("limit", page.Limit);
        WriteLink("next", (long)page.Offset + page.Limit < total ? page.Offset + page.Limit : null);
        json.WriteNumber("offset", page.Offset);
        WriteLink("previous", page.Offset > 0 ? Math.Max(0, page.Offset - page.Limit) : null);
        json.WriteNumber("total", total);
        json.WriteStartArray("items");
        Items(page, all, item);
        json.WriteEndArray();
        json.WriteEndObject();

        string Link(int offset) => $"{call.LinkBase}{path}?{before}offset={offset}&limit={page.Limit}{after}";

        void WriteLink(string name, int? offset)
        {
            if (offset is { } at) json.WriteString(name, Link(at));
            else json.WriteNull(name);
        }
    }

    private void Items<T>(Page page, IReadOnlyList<T> all, Action<T> item)
    {
        var nulls = false;
        var end = (int)Math.Min(all.Count, (long)page.Offset + page.Limit);
        for (var i = page.Offset; i < end; i++)
        {
            // A null comes in addition to the real entries: Spotify loses none.
            if (call.Faults.NullSalt is { } salt && (i == page.Offset || Dice.Mix(salt + (ulong)i) % 8 == 0))
            {
                json.WriteNullValue();
                nulls = true;
            }
            item(all[i]);
        }
        if (nulls) call.Injected(FaultKind.NullItems);
    }
}
