using System.Globalization;
using Tracklake.Raw;

namespace Tracklake.Sources.Spotify;

/// <summary>The Spotify Web API, simulated or real, as a source of raw batches: one a day.</summary>
public sealed class SpotifySource : ISource, IDisposable
{
    // A live day that was deferred may be completed after midnight, as Spotify's windows end when they end; what is
    // older than this says too little about its day to be mixed with new answers.
    private static readonly TimeSpan ResumeWindow = TimeSpan.FromHours(48);

    private readonly SpotifySourceOptions options;
    private readonly RawZone raw;
    private readonly string workFolder;
    private readonly TimeProvider time;
    private readonly IQuotaLedger ledger;
    private readonly Action<string>? log;
    private readonly HttpClient http;
    private readonly AccessTokens tokens;

    /// <summary>Checks the options; asks nothing yet.</summary>
    /// <param name="options">What to ask, and whom.</param>
    /// <param name="raw">Where complete batches go.</param>
    /// <param name="stateFolder">A local folder for what is kept between runs: answers of incomplete days below
    /// <c>extract/</c>, and the use of the quota.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ledger">Where the use of the quota is kept; null for a file in the state folder.</param>
    /// <param name="handler">What sends requests, disposed with the source; null for sockets.</param>
    /// <param name="log">Told of each retry and wait, a line each; never of a secret.</param>
    /// <exception cref="SourceException">The options are wrong; all that is wrong is said.</exception>
    public SpotifySource(
        SpotifySourceOptions options, RawZone raw, string stateFolder, TimeProvider time,
        IQuotaLedger? ledger = null, HttpMessageHandler? handler = null, Action<string>? log = null)
    {
        options.Validate();
        this.options = options;
        this.raw = raw;
        this.time = time;
        this.log = log;
        workFolder = Path.Combine(stateFolder, "extract", options.Name);
        this.ledger = ledger ?? new FileQuotaLedger(Path.Combine(stateFolder, $"quota-{options.Name}.json"));
        // No redirects: a token must not follow one to another host. Waits and time-outs are our own.
        http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        tokens = new AccessTokens(http, options, time);
    }

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <summary>What the app may ask, as the last extraction found it; null before the first.</summary>
    public SpotifyProfile? Profile { get; private set; }

    /// <inheritdoc/>
    public async Task<Extraction> ExtractAsync(
        DateOnly day, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken)
    {
        var name = BatchName(day);
        var path = SpoolPath(day);
        if (await raw.HasAsync(Name, name, cancellationToken).ConfigureAwait(false))
        {
            // Left over when a run was killed between the manifest and the end.
            File.Delete(path);
            return new Extracted(await raw.ReadAsync(Name, name, cancellationToken).ConfigureAwait(false), 0, 0);
        }
        CheckDay(day, path);
        Sweep(day);
        using var spool = Spool.Open(path);
        CheckAge(day, spool);
        var sealing = new Sealing(raw, options, spool, day);
        var tally = new Tally(log);
        var plan = sealing.Decided();
        if (plan is null)
        {
            try
            {
                plan = await CollectAsync(day, spool, sealing, tally, progress, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (DeferralException deferral)
            {
                return new Deferred(deferral.Until, deferral.Message + ".", tally.Requests, tally.Retries);
            }
        }
        var batch = await sealing.SealAsync(plan, cancellationToken).ConfigureAwait(false);
        spool.Delete();
        return new Extracted(batch, tally.Requests, tally.Retries);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tokens.Dispose();
        http.Dispose();
    }

    /// <summary>The name of a day's batch.</summary>
    internal static string BatchName(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private string SpoolPath(DateOnly day) => Path.Combine(workFolder, BatchName(day) + ".spool");

    private string UnpackedPath(DateOnly day) => Path.Combine(workFolder, BatchName(day) + ".previous-");

    private async Task<SealPlan> CollectAsync(
        DateOnly day, Spool spool, Sealing sealing, Tally tally, IProgress<ExtractionProgress>? progress,
        CancellationToken cancellationToken)
    {
        var budget = await QuotaBudget.OpenAsync(ledger, time, cancellationToken).ConfigureAwait(false);
        await using var _ = budget.ConfigureAwait(false);
        using var previous = await PreviousAnswers.OpenAsync(raw, Name, day, UnpackedPath(day), cancellationToken)
            .ConfigureAwait(false);
        var api = new SpotifyApi(http, tokens, options, budget, tally, time);
        var capabilities = new Capabilities(spool);
        var answers = new DayAnswers(day, options, api, spool, previous, capabilities, progress);
        var notices = new Notices();
        var requests = new SpotifyRequests(options.Market);
        try
        {
            var artists = await new ArtistNames(Path.Combine(workFolder, "artists.json"))
                .ResolveAsync(options.Artists, answers, requests, cancellationToken).ConfigureAwait(false);
            var lists = new PagedList(answers, options, notices);
            await new DayExtraction(answers, capabilities, lists, requests, options, notices)
                .RunAsync(artists, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Profile = capabilities.Profile();
        }
        return sealing.Decide(answers, notices);
    }

    private void CheckDay(DateOnly day, string spool)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (options.SimulatedDates || day == today || (day < today && File.Exists(spool)))
            return;
        throw new SourceException(
            $"The source '{Name}' cannot be asked for {BatchName(day)}: Spotify keeps no history, so that only today, "
            + $"{BatchName(today)} in UTC, can be had. Run without a day, every day.")
        {
            IsConfiguration = true,
        };
    }

    // What a kill left of this day's unpacked bodies; and of a live source also the answers of days that nobody took up
    // again, as Spotify's terms let nothing be kept that serves no purpose.
    private void Sweep(DateOnly day)
    {
        if (!Directory.Exists(workFolder))
            return;
        foreach (var left in Directory.GetFiles(workFolder, Path.GetFileName(UnpackedPath(day)) + "*"))
            File.Delete(left);
        if (options.SimulatedDates)
            return;
        foreach (var spool in Directory.GetFiles(workFolder, "*.spool").Where(file => file != SpoolPath(day)))
        {
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(spool) > ResumeWindow)
                File.Delete(spool);
        }
    }

    private void CheckAge(DateOnly day, Spool spool)
    {
        var now = time.GetUtcNow();
        if (options.SimulatedDates || day == DateOnly.FromDateTime(now.UtcDateTime))
            return;
        if (spool.NewestAnswer is { } newest && now - newest < ResumeWindow)
            return;
        spool.Delete();
        throw new SourceException(
            $"The extraction of {BatchName(day)} was begun but not taken up again in time: what Spotify says now tells "
            + "nothing of that day. What was kept of it is dropped. Run without a day to extract today.")
        {
            IsConfiguration = true,
        };
    }
}
