#include "server/billing/stripesignature.h"
#include "tests/fuzz/targets.h"

namespace pl::fuzz {

void runStripeSignature(const QByteArray &input)
{
    static const billing::StripeSignature keys("whsec_fuzz");
    const auto line = input.indexOf('\n');
    const QByteArray header = line < 0 ? input : input.first(line);
    const QByteArray body = line < 0 ? QByteArray() : input.sliced(line + 1);
    const Timestamp now{qint64(1'700'000'000) * 1'000'000};
    if (keys.signs(body, header, now) && keys.signs(body + 'x', header, now))
        qFatal("a signature holds for another body");
}

} // namespace pl::fuzz
