#include "server/billing/stripesignature.h"

#include <QMessageAuthenticationCode>
#include <QTest>

using namespace pl;
using billing::StripeSignature;

class TestStripeSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data();
    void decides();
    void acceptsAnOpenSslSignature();
};

namespace {

constexpr qint64 kNow = 1'795'000'000;
const QByteArray kBody = "{\"id\":\"evt_1\"}\n";

QByteArray sign(qint64 seconds, const QByteArray &secret, const QByteArray &body = kBody)
{
    return QMessageAuthenticationCode::hash(QByteArray::number(seconds) + '.' + body, secret,
                                            QCryptographicHash::Sha256)
        .toHex();
}

QByteArray header(qint64 seconds, const QByteArray &signature)
{
    return "t=" + QByteArray::number(seconds) + ",v1=" + signature;
}

} // namespace

void TestStripeSignature::decides_data()
{
    QTest::addColumn<QByteArray>("secrets");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("signs");
    const auto row = [](const char *name, const QByteArray &secrets, const QByteArray &text, bool signs) {
        QTest::newRow(name) << secrets << text << signs;
    };
    const QByteArray good = header(kNow, sign(kNow, "whsec_a"));
    row("good", "whsec_a", good, true);
    row("other secret", "whsec_b", good, false);
    row("being replaced, old", "whsec_b,whsec_a", good, true);
    row("being replaced, new", "whsec_a, whsec_b", good, true);
    row("no secret", "", good, false);
    row("empty secrets", ",", header(kNow, sign(kNow, "")), false);
    row("two signatures, second good", "whsec_a", header(kNow, QByteArray(64, '0')) + ",v1=" + sign(kNow, "whsec_a"),
        true);
    row("spaces", "whsec_a", "t=" + QByteArray::number(kNow) + ", v1=" + sign(kNow, "whsec_a"), true);
    row("300 s old", "whsec_a", header(kNow - 300, sign(kNow - 300, "whsec_a")), true);
    row("301 s old", "whsec_a", header(kNow - 301, sign(kNow - 301, "whsec_a")), false);
    row("300 s ahead", "whsec_a", header(kNow + 300, sign(kNow + 300, "whsec_a")), true);
    row("301 s ahead", "whsec_a", header(kNow + 301, sign(kNow + 301, "whsec_a")), false);
    row("another time than the signed one", "whsec_a", header(kNow - 1, sign(kNow, "whsec_a")), false);
    row("v0 alone", "whsec_a", "t=" + QByteArray::number(kNow) + ",v0=" + sign(kNow, "whsec_a"), false);
    row("no v1", "whsec_a", "t=" + QByteArray::number(kNow), false);
    row("no time", "whsec_a", "v1=" + sign(kNow, "whsec_a"), false);
    row("time is no number", "whsec_a", "t=now,v1=" + sign(kNow, "whsec_a"), false);
    row("time beyond 64 bits", "whsec_a", "t=99999999999999999999,v1=" + sign(kNow, "whsec_a"), false);
    row("least time", "whsec_a", "t=-9223372036854775808,v1=" + sign(kNow, "whsec_a"), false);
    row("no header", "whsec_a", {}, false);
    row("garbage", "whsec_a", "=,=,,t", false);
    row("cut signature", "whsec_a", good.chopped(1), false);
    row("empty signature", "whsec_a", header(kNow, {}), false);
}

void TestStripeSignature::decides()
{
    QFETCH(QByteArray, secrets);
    QFETCH(QByteArray, header);
    QFETCH(bool, signs);
    QCOMPARE(StripeSignature(secrets).signs(kBody, header, Timestamp{kNow * 1'000'000}), signs);
    QVERIFY(!StripeSignature(secrets).signs(kBody + ' ', header, Timestamp{kNow * 1'000'000}));
}

/// Made with OpenSSL: `printf '1492774577.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test`.
void TestStripeSignature::acceptsAnOpenSslSignature()
{
    const QByteArray known = "7656fc2882a7ca0a651666b36bf2f2f22ee204f54f608f227498a2419f2890b2";
    QVERIFY(StripeSignature("whsec_test")
                .signs("{\"id\":\"evt_1\"}", "t=1492774577,v1=" + known, Timestamp{1'492'774'577'000'000}));
}

QTEST_GUILESS_MAIN(TestStripeSignature)
#include "tst_stripesignature.moc"
