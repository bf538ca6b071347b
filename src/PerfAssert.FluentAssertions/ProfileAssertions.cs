using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace PerfAssert;

/// <summary>What can be asserted of the answer of any profile.</summary>
/// <typeparam name="TResult">The kind of answer.</typeparam>
/// <typeparam name="TAssertions">The assertions themselves.</typeparam>
public abstract class ProfileAssertions<TResult, TAssertions> : ReferenceTypeAssertions<TResult, TAssertions>
    where TResult : ProfileResult
    where TAssertions : ProfileAssertions<TResult, TAssertions>
{
    private protected ProfileAssertions(TResult result)
        : base(result)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => "profile";

    /// <summary>Asserts that everything that the test itself asks for holds, and could be measured.</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> Pass(string because = "", params object[] becauseArgs)
        => Assert(result => result.Verdict, result => result.Claim, result => result.Answer, because, becauseArgs);

    private protected AndConstraint<TAssertions> Assert(
        Func<TResult, Verdict> judge, Func<TResult, string> claim, Func<TResult, string> finding, string because, object[] becauseArgs)
    {
        if (Subject is null)
            Execute.Assertion.BecauseOf(because, becauseArgs).FailWith("Expected a result{reason}, but it is <null>.");
        else if (judge(Subject) is not (Verdict.Passed or Verdict.Warning) and var verdict)
        {
            Execute.Assertion.BecauseOf(because, becauseArgs).FailWith(
                "{0}{reason}, but this {1}: {2}\n\n{3}",
                new Verbatim(claim(Subject)),
                new Verbatim(ProfileFailure.Words(verdict)),
                new Verbatim(finding(Subject)),
                new Verbatim(ProfileFailure.Explain(Subject)));
        }

        return new((TAssertions)this);
    }
}
