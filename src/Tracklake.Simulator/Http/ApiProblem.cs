namespace Tracklake.Simulator.Http;

/// <summary>A request that is answered with an error; thrown by an endpoint, written by the application.</summary>
internal sealed class ApiProblem(int status, string? message) : Exception(message)
{
    public int Status => status;

    /// <summary>The body's message; null where Spotify leaves it out.</summary>
    public string? BodyMessage { get; } = message;

    /// <summary>Whether the body is empty.</summary>
    public bool HasNoBody { get; init; }

    public static ApiProblem NotFound() => new(404, "Resource not found");

    /// <summary>An endpoint that an app of this profile may not use.</summary>
    public static ApiProblem Removed() => new(403, "Forbidden");

    public static ApiProblem BadRequest(string message) => new(400, message);
}
