using System.Diagnostics;

namespace Tracklake.EndToEnd.Tests.Fixture;

/// <summary>The command while it is at work.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process _process;
    private readonly string _line;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public RunningCommand(ProcessStartInfo start, string line)
    {
        _line = line;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _error = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Ends it as the kernel does when memory is short: SIGKILL, nothing is tidied up.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits until it ends, and says how.</summary>
    public async Task<CommandResult> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandResult(_line, _process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
