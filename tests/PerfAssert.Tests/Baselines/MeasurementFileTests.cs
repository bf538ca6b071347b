using PerfAssert.Tests.Fabricated;
using PerfAssert.Tests.Planning;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class MeasurementFileTests
{
    [Fact]
    public void Another_process_reads_what_was_measured() => Cultures.Each(() =>
    {
        using var folder = new TemporaryFolder();
        var written = FabricatedBaseline.Measurement();
        written.Write(folder.Path);

        var read = MeasurementFile.Read(Path.Combine(folder.Path, MeasurementFile.FileName));

        Assert.Equal(
            (written.Test, written.FullyQualifiedName, written.VerifiedFile, written.Valid, written.Fingerprint, written.Load),
            (read.Test, read.FullyQualifiedName, read.VerifiedFile, read.Valid, read.Fingerprint, read.Load));
        Assert.Equal(RunSummaryJson.Lines(written.Run), RunSummaryJson.Lines(read.Run));
        Assert.Equal(written.Blocks.Names, read.Blocks.Names);
        Assert.Equal((written.Blocks.KernelTime, written.Blocks.InProcess, written.Blocks.RetainedBytes), (read.Blocks.KernelTime, read.Blocks.InProcess, read.Blocks.RetainedBytes));
        foreach (var (expected, actual) in written.Blocks.Blocks.Zip(read.Blocks.Blocks))
        {
            Assert.Equal((expected.Start, expected.Length, expected.Cpu, expected.ForeignCpu), (actual.Start, actual.Length, actual.Cpu, actual.ForeignCpu));
            Assert.Equal((expected.AllocatedBytes, expected.SqlCommands, expected.OutboundCalls), (actual.AllocatedBytes, actual.SqlCommands, actual.OutboundCalls));
            foreach (var (one, other) in expected.Series.Zip(actual.Series))
            {
                Assert.Equal((one.Failed, one.BytesSent, one.BytesReceived), (other.Failed, other.BytesSent, other.BytesReceived));
                Assert.Equal(one.Response.Buckets, other.Response.Buckets);
            }
        }

        Assert.Equal(3, read.Blocks.Blocks.Count);
        Assert.Equal([MeasurementFile.FileName], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    });

    [Fact]
    public void A_run_outside_a_test_has_no_baseline_file()
    {
        using var folder = new TemporaryFolder();
        (FabricatedBaseline.Measurement() with { VerifiedFile = null, FullyQualifiedName = "", Blocks = BlockSet.Empty }).Write(folder.Path);

        var read = Assert.Single(MeasurementFile.ReadAll(folder.Path));

        Assert.Null(read.VerifiedFile);
        Assert.Empty(read.Blocks.Blocks);
    }

    [Fact]
    public void All_below_a_folder_are_read_in_the_order_of_time()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, p95) in new[] { ("b/20261121T100000.000Z_A.B", 2.0), ("a/20261121T110000.000Z_A.B", 3), ("20261121T090000.000Z_C.D", 1) })
        {
            var run = Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;
            FabricatedBaseline.Measurement(FabricatedBaseline.Run(p95)).Write(run);
        }

        Assert.Equal([1.0, 2, 3], MeasurementFile.ReadAll(folder.Path).Select(file => file.Run.Total.Channels[RegressionChannel.P95].Calm));
    }

    [Fact]
    public void A_damaged_measurement_is_named()
    {
        using var folder = new TemporaryFolder();
        FabricatedBaseline.Measurement().Write(folder.Path);
        var path = Path.Combine(folder.Path, MeasurementFile.FileName);
        var bytes = File.ReadAllBytes(path);
        for (var length = 0; length < bytes.Length - 1; length++)
            Assert.Throws<LocatedJsonException>(() => MeasurementFile.Parse(bytes.AsSpan(0, length)));
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"inProcess\"", "\"inprocess\"", StringComparison.Ordinal));

        var error = Assert.Throws<BaselineFileException>(() => MeasurementFile.ReadAll(folder.Path));

        Assert.Equal(
            $"The measurement {path} is damaged: line 19: \"inprocess\" is not known there (known: inProcess, kernelUs, retainedBytes, series, blocks). Run the test again.",
            error.Message);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var error = Assert.Throws<BaselineFileException>(() => MeasurementFile.ReadAll("/no/such/folder"));

        Assert.StartsWith("The folder /no/such/folder cannot be read: ", error.Message);
        Assert.Equal(
            "The measurement /no/such/measurement.json does not exist. Run the test again.",
            Assert.Throws<BaselineFileException>(() => MeasurementFile.Read("/no/such/measurement.json")).Message);
    }
}
