using System.Net;
using System.Net.Sockets;
using System.Reflection;
using FluentAssertions.Execution;
using Xunit;

namespace PerfAssert.Tests.Targets;

public class FailureClassifierTests
{
    [Fact]
    public void A_timeout_has_its_kind_and_message() =>
        Assert.Equal(new Failure("timeout", "too long"), FailureClassifier.Classify(new TimeoutException("too long")));

    [Fact]
    public void The_timeout_of_an_http_client_is_a_timeout() => Assert.Equal(
        new Failure("timeout", "inner"),
        FailureClassifier.Classify(new TaskCanceledException("outer", new TimeoutException("inner"))));

    [Fact]
    public void A_cancellation_that_is_no_timeout_keeps_its_type_name() =>
        Assert.Equal("TaskCanceledException", FailureClassifier.Classify(new TaskCanceledException("stopped")).Kind);

    [Fact]
    public void EnsureSuccessStatusCode_gives_the_status()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        var exception = Assert.Throws<HttpRequestException>(() => response.EnsureSuccessStatusCode());

        Assert.Equal("status 503", FailureClassifier.Classify(exception).Kind);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ResponseEnded)]
    public void Errors_of_the_connection_have_one_kind(HttpRequestError error)
    {
        Assert.Equal(new Failure("connection", "no way"), FailureClassifier.Classify(new HttpRequestException(error, "no way")));
        Assert.Equal("connection", FailureClassifier.Classify(new HttpIOException(error, "no way")).Kind);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "connection refused: failed")]
    [InlineData(SocketError.ConnectionReset, "connection reset: failed")]
    [InlineData(SocketError.HostNotFound, "host not found: failed")]
    public void The_socket_error_inside_is_said_in_words(SocketError error, string message) => Assert.Equal(
        new Failure("connection", message),
        FailureClassifier.Classify(new HttpRequestException("failed", new IOException("in between", new SocketException((int)error)))));

    [Fact]
    public void Words_that_the_message_already_has_are_not_repeated() => Assert.Equal(
        "Connection refused (localhost:1)",
        FailureClassifier.Classify(
            new HttpRequestException("Connection refused (localhost:1)", new SocketException((int)SocketError.ConnectionRefused))).Message);

    [Fact]
    public void Failed_assertions_of_xunit_and_FluentAssertions_have_one_kind()
    {
        Assert.Equal("assertion", FailureClassifier.Classify(Record.Exception(() => Assert.Equal(1, 2))!).Kind);
        Assert.Equal("assertion", FailureClassifier.Classify(new AssertionFailedException("no")).Kind);
        Assert.Equal("assertion", FailureClassifier.Classify(new AssertionException()).Kind);
    }

    [Fact]
    public void Wrappers_are_taken_off() => Assert.Equal(
        new Failure("ArgumentException", "bad"),
        FailureClassifier.Classify(new AggregateException(new TargetInvocationException(new ArgumentException("bad")))));

    [Fact]
    public void An_io_error_of_no_connection_keeps_its_type_name() =>
        Assert.Equal("IOException", FailureClassifier.Classify(new IOException("disk")).Kind);

    /// <summary>As other test frameworks name theirs.</summary>
    private sealed class AssertionException : Exception;
}
