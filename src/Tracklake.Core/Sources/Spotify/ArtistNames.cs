using System.Text.Json;

namespace Tracklake.Sources.Spotify;

/// <summary>
/// The ids of artists that the user named. A name is searched for once and the id kept: were it searched for every day,
/// a change in relevance would silently change which artist is followed.
/// </summary>
/// <param name="path">The file that keeps them.</param>
internal sealed class ArtistNames(string path)
{
    /// <summary>The ids of all references, in ordinal order, each once.</summary>
    /// <exception cref="SourceException">A name is not that of an artist.</exception>
    public async Task<IReadOnlyList<string>> ResolveAsync(
        IReadOnlyList<string> references, DayAnswers answers, SpotifyRequests requests,
        CancellationToken cancellationToken)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        Dictionary<string, string>? known = null;
        foreach (var reference in references.Select(reference => reference.Trim()).Where(r => r.Length > 0))
        {
            if (ArtistReference.IdOf(reference) is { } id)
            {
                ids.Add(id);
                continue;
            }
            known ??= await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!known.TryGetValue(reference, out var found))
            {
                found = await SearchAsync(reference, answers, requests, cancellationToken).ConfigureAwait(false);
                known.Add(reference, found);
                await AtomicFile.WriteAsync(
                    path, JsonSerializer.SerializeToUtf8Bytes(known, SpotifyJson.Default.DictionaryStringString),
                    cancellationToken).ConfigureAwait(false);
            }
            ids.Add(found);
        }
        return [.. ids];
    }

    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, SpotifyJson.Default.DictionaryStringString) ?? [];
        }
        catch (JsonException e)
        {
            throw new SourceException(
                $"The ids of the artists followed by name, '{path}', cannot be read: {e.Message} Delete the file to "
                + "have the names searched for again.", e);
        }
    }

    private static async Task<string> SearchAsync(
        string name, DayAnswers answers, SpotifyRequests requests, CancellationToken cancellationToken)
    {
        var reply = await answers.AskPageAsync(
            EndpointFamily.Search, size => requests.SearchArtists(name, size), cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<EntityFacts> found = [];
        if (reply is Answered answer)
        {
            // It finds an id, and tells nothing of the day.
            answers.LeaveOut(answer);
            found = answer.Facts.Entities;
        }
        if (found.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase))?.Id is { } id)
            return id;
        var near = found.Where(e => e.Id is not null).Take(3).Select(e => $"'{e.Name}' ({e.Id})").ToList();
        throw new SourceException(
            $"Spotify knows no artist named '{name}'."
            + (near.Count > 0 ? $" The nearest are {string.Join(", ", near)}." : "")
            + " Put the artist's id or its open.spotify.com address in place of the name.")
        {
            IsConfiguration = true,
        };
    }
}
