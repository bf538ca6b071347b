global using FluentAssertions;
global using FluentAssertions.Extensions;
global using PerfAssert;
global using Xunit;
