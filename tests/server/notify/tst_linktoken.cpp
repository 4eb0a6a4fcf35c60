#include "server/notify/linktoken.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pl;
using namespace pl::notify;

class TestLinkToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips();
    void sameClaimGivesSameText();
    void refusesEveryChangedBit();
    void refusesEveryOtherLetter();
    void refusesOtherLengths();
    void refusesAnotherSecret();
    void expires();
};

namespace {

const QByteArray kSecret("a secret that is long enough for this test");

LinkClaim claim()
{
    return {QUuid::createUuid(), QUuid::createUuid(), Timestamp{1'795'000'000'123'456},
            Timestamp{1'795'604'800'000'000}};
}

} // namespace

void TestLinkToken::roundTrips()
{
    const LinkSigner signer(kSecret);
    for (int i = 0; i < 200; ++i) {
        LinkClaim each = claim();
        each.assignedAt.micros = qint64(QRandomGenerator::global()->generate64() >> 1);
        const QByteArray token = signer.tokenOf(each);
        QCOMPARE(token.size(), 88);
        QCOMPARE(token.toPercentEncoding(), token);
        const auto read = signer.read(token);
        QVERIFY(read.ok());
        QVERIFY(*read == each);
    }
}

void TestLinkToken::sameClaimGivesSameText()
{
    const LinkClaim each = claim();
    QCOMPARE(LinkSigner(kSecret).tokenOf(each), LinkSigner(kSecret).tokenOf(each));
}

void TestLinkToken::refusesEveryChangedBit()
{
    const LinkSigner signer(kSecret);
    const auto flags = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray bytes = QByteArray::fromBase64(signer.tokenOf(claim()), flags);
    for (int bit = 0; bit < bytes.size() * 8; ++bit) {
        QByteArray changed = bytes;
        changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY2(!signer.read(changed.toBase64(flags)).ok(), qPrintable(QString::number(bit)));
    }
}

void TestLinkToken::refusesEveryOtherLetter()
{
    const LinkSigner signer(kSecret);
    const QByteArray token = signer.tokenOf(claim());
    for (int place = 0; place < token.size(); ++place)
        for (int letter = 0; letter < 256; ++letter) {
            QByteArray changed = token;
            changed[place] = char(letter);
            QCOMPARE(signer.read(changed).ok(), changed == token);
        }
}

void TestLinkToken::refusesOtherLengths()
{
    const LinkSigner signer(kSecret);
    const QByteArray token = signer.tokenOf(claim());
    for (int length = 0; length < token.size(); ++length)
        QVERIFY(!signer.read(token.first(length)).ok());
    for (const char *more : {"A", "AAAA", "=", "==", "\n", " "})
        QVERIFY(!signer.read(token + more).ok());
}

void TestLinkToken::refusesAnotherSecret()
{
    QVERIFY(!LinkSigner(kSecret + 'x').read(LinkSigner(kSecret).tokenOf(claim())).ok());
    QVERIFY(!LinkSigner({}).read(LinkSigner(kSecret).tokenOf(claim())).ok());
}

void TestLinkToken::expires()
{
    const LinkClaim each = claim();
    QVERIFY(!isExpired(each, Timestamp{each.expiresAt.micros - 1}));
    QVERIFY(isExpired(each, each.expiresAt));
}

QTEST_GUILESS_MAIN(TestLinkToken)
#include "tst_linktoken.moc"
