using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracklake.Core.Tests.Docs;

public sealed partial class ConfigurationTests
{
    private const string Page = "docs/configuration.md";
    private const string Reader = "src/Tracklake.Cli/Configuration/SettingsReader.cs";

    [Fact]
    public void The_page_lists_exactly_the_settings_that_are_read()
    {
        var read = Keys(ReadKey(), Reader);
        var listed = Keys(ListedKey(), Page);

        Assert.NotEmpty(read);
        Assert.Equal(read, listed);
    }

    [Fact]
    public void Every_setting_stands_beside_its_environment_variable()
    {
        foreach (Match row in ListedKey().Matches(Repository.Text(Page)))
        {
            var variable = "TRACKLAKE_" + row.Groups["key"].Value.Replace('.', '_').ToUpperInvariant();
            Assert.Contains($"| `{variable}` |", row.Groups["rest"].Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_range_is_the_one_that_is_checked()
    {
        var page = Repository.Text(Page);
        foreach (Match number in Range().Matches(Repository.Text(Reader)))
        {
            var row = ListedKey().Matches(page).First(m => m.Groups["key"].Value == number.Groups["key"].Value).Value;
            var greatest = number.Groups["greatest"].Value switch
            {
                "int.MaxValue" => "2,147,483,647",
                "long.MaxValue" => "9,223,372,036,854,775,807",
                var other => Grouped(other),
            };
            var least = Grouped(number.Groups["least"].Value);
            Assert.Contains($"| {least} to {greatest} |", row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_exit_code_is_listed()
    {
        var codes = ExitCode().Matches(Repository.Text("src/Tracklake.Cli/ExitCodes.cs"))
            .Select(m => m.Groups["code"].Value)
            .ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"\n| {code} |", Repository.Text(Page), StringComparison.Ordinal));
    }

    private static List<string> Keys(Regex key, string file) =>
        [.. key.Matches(Repository.Text(file)).Select(m => m.Groups["key"].Value).Order(StringComparer.Ordinal)];

    private static string Grouped(string digits) =>
        long.Parse(digits.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            .ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?:OneOf|Instant|Number|Texts?|Flag|Endpoint)\(\s*""(?<key>[a-z._]+)""")]
    private static partial Regex ReadKey();

    [GeneratedRegex(@"\bNumber\(\s*""(?<key>[a-z._]+)"",[^,]+,\s*(?<least>[0-9_]+),\s*(?<greatest>[\w.]+)\)")]
    private static partial Regex Range();

    [GeneratedRegex(@"^\| `(?<key>[a-z_]+(?:\.[a-z_]+)?)` (?<rest>\|.*\|)$", RegexOptions.Multiline)]
    private static partial Regex ListedKey();

    [GeneratedRegex(@"const int \w+ = (?<code>\d+);")]
    private static partial Regex ExitCode();
}
