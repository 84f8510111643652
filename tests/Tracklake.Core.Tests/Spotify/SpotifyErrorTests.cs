using System.Text;
using Tracklake.Sources.Spotify;

namespace Tracklake.Core.Tests.Spotify;

public class SpotifyErrorTests
{
    [Theory]
    [InlineData(
        """{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}""",
        "Too many requests", "QUOTA_EXCEEDED")]
    [InlineData("""{"error":{"status":429,"message":"API rate limit exceeded"}}""", "API rate limit exceeded", null)]
    [InlineData(
        """{"error":"invalid_client","error_description":"Invalid client secret"}""",
        "Invalid client secret", "invalid_client")]
    [InlineData("""{"error":"invalid_client"}""", "invalid_client", "invalid_client")]
    [InlineData("""{"error":{}}""", "no reason given", null)]
    [InlineData("""{"error":{"message":7,"reason":[]}}""", "no reason given", null)]
    [InlineData("", "no reason given", null)]
    [InlineData("  \r\n ", "no reason given", null)]
    [InlineData("<html>\n<h1>Bad\tgateway</h1></html>", "<html> <h1>Bad gateway</h1></html>", null)]
    [InlineData("{\"error\": {\"sta", "{\"error\": {\"sta", null)]
    [InlineData("[1]", "[1]", null)]
    [InlineData("\u001b[2Jgone", "[2Jgone", null)]
    public void Whatever_the_body_is_there_is_a_line_for_a_person(string body, string message, string? reason)
    {
        var error = SpotifyError.Parse(Encoding.UTF8.GetBytes(body));

        Assert.Equal(message, error.Message);
        Assert.Equal(reason, error.Reason);
    }

    [Fact]
    public void A_long_body_is_shortened()
    {
        var error = SpotifyError.Parse(Encoding.UTF8.GetBytes(new string('x', 100_000)));

        Assert.Equal(302, error.Message.Length);
    }
}
