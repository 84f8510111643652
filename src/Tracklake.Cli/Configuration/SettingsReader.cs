using System.Globalization;
using Tracklake.Quality;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tracklake.Cli.Configuration;

/// <summary>Reads settings from YAML and environment; says all that is wrong at once.</summary>
internal sealed class SettingsReader
{
    private const string Prefix = "TRACKLAKE_";

    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private readonly Func<string, string?> _environment;

    private SettingsReader(Func<string, string?> environment) => _environment = environment;

    /// <summary>Reads the settings.</summary>
    /// <param name="path">The YAML file; one that is not there is empty.</param>
    /// <param name="environment">Gives an environment variable, or null.</param>
    /// <exception cref="UserException">Something is wrong; all of it is said.</exception>
    public static Settings Read(string path, Func<string, string?> environment)
    {
        var reader = new SettingsReader(environment);
        reader.Load(path);
        var settings = reader.Build();
        reader._faults.AddRange(reader._values.Keys.Where(k => !reader._read.Contains(k)).Order(StringComparer.Ordinal)
            .Select(k => $"{k} is no setting that there is"));
        return reader._faults.Count == 0
            ? settings
            : throw new UserException($"The configuration of '{path}' and the environment is wrong: "
                + $"{string.Join("; ", reader._faults)}. docs/configuration.md lists all settings.");
    }

    private Settings Build()
    {
        var defaults = new Settings();
        return defaults with
        {
            Source = OneOf("source", defaults.Source, "", SourceChoice.Demo, "spotify"),
            Now = Instant("now"),
            MemoryMb = (int)Number("memory_mb", defaults.MemoryMb, 256, 1_000_000),
            RetentionDays = (int)Number("retention_days", defaults.RetentionDays, 0, 36_500),
            Demo = defaults.Demo with
            {
                Seed = (int)Number("demo.seed", defaults.Demo.Seed, 0, int.MaxValue),
                Days = (int)Number("demo.days", defaults.Demo.Days, 1, 3_650),
                Artists = (int)Number("demo.artists", defaults.Demo.Artists, 1, 10_000),
                Profile = OneOf(
                    "demo.profile", defaults.Demo.Profile, "new_development", "legacy_development", "extended"),
                Faults = OneOf("demo.faults", defaults.Demo.Faults, "none", "everything"),
            },
            Spotify = defaults.Spotify with
            {
                Artists = Texts("spotify.artists") ?? defaults.Spotify.Artists,
                Market = Text("spotify.market") ?? defaults.Spotify.Market,
                ApiBase = Text("spotify.api_base") ?? defaults.Spotify.ApiBase,
                TokenEndpoint = Text("spotify.token_endpoint") ?? defaults.Spotify.TokenEndpoint,
                MaxWaitSeconds = (int)Number("spotify.max_wait_seconds", defaults.Spotify.MaxWaitSeconds, 1, 3_600),
            },
            Quality = new QualityOptions
            {
                MaxQuarantinedPercent = (int)Number(
                    "quality.max_quarantined_percent", defaults.Quality.MaxQuarantinedPercent, 0, 100),
                MinQuarantined = (int)Number("quality.min_quarantined", defaults.Quality.MinQuarantined, 1, int.MaxValue),
                MaxRowDropPercent = (int)Number("quality.max_row_drop_percent", defaults.Quality.MaxRowDropPercent, 0, 100),
                MaxMisshapenPercent = (int)Number(
                    "quality.max_misshapen_percent", defaults.Quality.MaxMisshapenPercent, 0, 100),
                MaxVolumeDropPercent = (int)Number(
                    "quality.max_volume_drop_percent", defaults.Quality.MaxVolumeDropPercent, 0, 100),
                HistoryRuns = (int)Number("quality.history_runs", defaults.Quality.HistoryRuns, 1, 1_000),
                Owners = OwnersOf("quality.owners", Texts("quality.owners") ?? []),
                MaxAgeDays = (int)Number("quality.max_age_days", defaults.Quality.MaxAgeDays, 0, 36_500),
            },
            Analyze = defaults.Analyze with
            {
                ScanLimitBytes = Number("analyze.scan_limit_bytes", defaults.Analyze.ScanLimitBytes, 0, long.MaxValue),
            },
            Landing = defaults.Landing with { Csv = Flag("landing.csv", defaults.Landing.Csv) },
            OpenLineage = defaults.OpenLineage with
            {
                File = Text("openlineage.file") ?? defaults.OpenLineage.File,
                Url = Endpoint("openlineage.url") ?? defaults.OpenLineage.Url,
                Namespace = Text("openlineage.namespace") ?? defaults.OpenLineage.Namespace,
            },
        };
    }

    private void Load(string path)
    {
        if (!File.Exists(path))
            return;
        try
        {
            using var text = File.OpenText(path);
            var yaml = new YamlStream();
            yaml.Load(text);
            if (yaml.Documents.Count > 0)
                Flatten("", yaml.Documents[0].RootNode);
        }
        catch (YamlException e)
        {
            throw new UserException($"The configuration '{path}' is no YAML at line {e.Start.Line}: {e.Message}");
        }
    }

    private void Flatten(string key, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (name, value) in mapping.Children)
                    Flatten(key.Length == 0 ? name.ToString() : $"{key}.{name}", value);
                break;
            case YamlSequenceNode sequence:
                _values[key] = [.. sequence.Children.Select(c => c.ToString())];
                break;
            case YamlScalarNode { Value: { Length: > 0 } value }:
                _values[key] = [value];
                break;
        }
    }

    private string? Text(string key) => Texts(key) is { Count: > 0 } values ? values[0] : null;

    private IReadOnlyList<string>? Texts(string key)
    {
        _read.Add(key);
        return _environment(VariableOf(key)) is { Length: > 0 } value
            ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : _values.GetValueOrDefault(key);
    }

    private static string VariableOf(string key) => Prefix + key.Replace('.', '_').ToUpperInvariant();

    /// <summary>A setting as the user wrote it: the variable where that is what counts.</summary>
    private string Named(string key) => _environment(VariableOf(key)) is { Length: > 0 } ? VariableOf(key) : key;

    private long Number(string key, long otherwise, long least, long greatest)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= greatest)
            return number;
        _faults.Add($"{Named(key)} must be a whole number from {least} to {greatest}, not '{text}'");
        return otherwise;
    }

    /// <summary>The owners of layers, each as <c>silver=team</c>.</summary>
    private Dictionary<string, string> OwnersOf(string key, IReadOnlyList<string> texts)
    {
        var owners = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [("bronze" or "silver" or "gold") and var layer, { Length: > 0 } owner] && owners.TryAdd(layer, owner))
                continue;
            _faults.Add($"{Named(key)} must be a list of LAYER=OWNER such as gold=analytics, each layer once, not '{text}'");
        }
        return owners;
    }

    private bool Flag(string key, bool otherwise)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (bool.TryParse(text, out var flag))
            return flag;
        _faults.Add($"{Named(key)} must be true or false, not '{text}'");
        return otherwise;
    }

    private string OneOf(string key, string otherwise, params string[] values)
    {
        if (Text(key) is not { } text || values.Contains(text))
            return Text(key) ?? otherwise;
        _faults.Add($"{Named(key)} must be one of {string.Join(", ", values.Where(v => v.Length > 0))}, not '{text}'");
        return otherwise;
    }

    private string? Endpoint(string key)
    {
        if (Text(key) is not { } text
            || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            return Text(key);
        _faults.Add($"{Named(key)} must be an address such as http://localhost:5000/api/v1/lineage, not '{text}'");
        return null;
    }

    private DateTimeOffset? Instant(string key)
    {
        if (Text(key) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant.ToUniversalTime();
        _faults.Add($"{Named(key)} must be a time such as 2026-11-22T12:00:00Z, not '{text}'");
        return null;
    }
}
