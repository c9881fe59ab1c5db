using System.Text;
using Comic2Pdf.Functions.Notices;

namespace Comic2Pdf.Tests.Functions.Notices;

public sealed class WebhookSignatureTests
{
    // The example of the Standard Webhooks libraries.
    [Fact]
    public void Of_ExampleOfTheStandard_IsItsSignature() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                Encoding.UTF8.GetBytes("{\"test\": 2432232314}")
            )
        );

    [Fact]
    public void Of_TextAsSecret_IsAnotherThanOfAnyOther() =>
        Assert.NotEqual(WebhookSignature.Of("a", "id", 1, "{}"u8), WebhookSignature.Of("b", "id", 1, "{}"u8));
}
