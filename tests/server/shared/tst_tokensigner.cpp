#include "server/shared/tokensigner.h"

#include <QTest>

using namespace pl;
using pl::shared::TokenSigner;

namespace {

const QByteArray kSecret("a secret that is long enough for this test");
const QByteArray kClaim("a claim of 21 bytes..");

} // namespace

/// The tokens of links: what one grants, no other does.
class TestTokenSigner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItSigned()
    {
        const TokenSigner signer(kSecret, "one");
        const auto read = signer.read(signer.tokenOf(kClaim), kClaim.size());
        QVERIFY(read.ok());
        QCOMPARE(*read, kClaim);
        QCOMPARE(TokenSigner(kSecret, "one").tokenOf(kClaim), signer.tokenOf(kClaim));
    }

    void aTokenOfOnePurposeIsNoneOfAnother()
    {
        const QByteArray token = TokenSigner(kSecret, "one").tokenOf(kClaim);
        QVERIFY(!TokenSigner(kSecret, "other").read(token, kClaim.size()).ok());
        QVERIFY(!TokenSigner(kSecret + 'x', "one").read(token, kClaim.size()).ok());
    }

    void anotherClaimNeedsAnotherToken()
    {
        const TokenSigner signer(kSecret, "one");
        const auto flags = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        QByteArray bytes = QByteArray::fromBase64(signer.tokenOf(kClaim), flags);
        bytes[0] = 'A';
        const auto read = signer.read(bytes.toBase64(flags), kClaim.size());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::NotFound);
    }

    void aClaimOfAnotherLengthIsRefused()
    {
        const TokenSigner signer(kSecret, "one");
        for (const qsizetype bytes : {qsizetype(0), kClaim.size() - 1, kClaim.size() + 1})
            QVERIFY(!signer.read(signer.tokenOf(kClaim), bytes).ok());
        for (const char *odd : {"", "A", "=", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAA"})
            QVERIFY(!signer.read(odd, kClaim.size()).ok());
    }

    /// One claim, one token: else an address that was used could be spelled again.
    void anotherSpellingIsRefused()
    {
        const TokenSigner signer(kSecret, "one");
        const QByteArray token = signer.tokenOf(kClaim);
        for (const char *more : {"=", "==", "A", " ", "\n"})
            QVERIFY(!signer.read(token + more, kClaim.size()).ok());
    }
};

QTEST_GUILESS_MAIN(TestTokenSigner)
#include "tst_tokensigner.moc"
