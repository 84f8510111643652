using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tracklake.Storage;

/// <summary>Small JSON records in an object store, read and written by their source-generated types.</summary>
public static class JsonObjects
{
    /// <summary>Writes a record unless the key is taken.</summary>
    /// <returns>False when the key existed already.</returns>
    public static Task<bool> PutJsonAsync<T>(
        this IObjectStore store, string key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        store.PutAsync(
            key, (stream, token) => JsonSerializer.SerializeAsync(stream, value, type, token), cancellationToken);

    /// <summary>Reads a record; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The object is not such a record.</exception>
    public static async Task<T?> TryGetJsonAsync<T>(
        this IObjectStore store, string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (!await store.ExistsAsync(key, cancellationToken).ConfigureAwait(false))
            return null;
        var stream = await store.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken).ConfigureAwait(false);
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"The object '{key}' is not what it should be: {e.Message}", e);
            }
        }
    }

    /// <summary>Reads a record that must be there.</summary>
    /// <exception cref="ObjectNotFoundException">It is not.</exception>
    public static async Task<T> GetJsonAsync<T>(
        this IObjectStore store, string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await store.TryGetJsonAsync(key, type, cancellationToken).ConfigureAwait(false)
        ?? throw new ObjectNotFoundException(key);
}
