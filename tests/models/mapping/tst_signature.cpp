#include "models/base/jsonmember.h"
#include "models/mapping/mappingfile.h"
#include "models/mapping/signature.h"
#include "models/mapping/sourcemapping.h"

#include <QTest>

using namespace pl;
using namespace pl::mapping;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// What a person says of a source's signature and mapping, as the source's columns have it.
class TestSignature : public QObject
{
    Q_OBJECT

    static LeadSource hook(const QString &preset)
    {
        LeadSource source;
        source.kind = LeadSource::Kind::Hook;
        source.preset = preset;
        return source;
    }
    static QString fieldOf(const Result<json> &refused)
    {
        return refused || refused.error().fields.size() != 1
                   ? QString()
                   : refused.error().fields.first().field + u' ' + refused.error().fields.first().code;
    }

private Q_SLOTS:
    void changesOnlyWhatWasGiven()
    {
        const json now = authenticationJson(*presetOf(u"callrail"_s));
        QVERIFY(!SignatureSettings().areGiven());
        QVERIFY(*SignatureSettings().appliedTo(now) == now);
        SignatureSettings settings;
        settings.algorithm = u"sha256"_s;
        QVERIFY(settings.areGiven());
        json wanted = now;
        wanted[0]["algorithm"] = "sha256";
        QVERIFY(*settings.appliedTo(now) == wanted);
        QCOMPARE(signatureIn(wanted)->header, u"Signature"_s);
    }

    void aSignatureNeedsAHeader()
    {
        const json path = json::array({json{{"kind", "path"}}});
        QVERIFY(!signatureIn(path));
        QVERIFY(!signatureIn(nullptr));
        SignatureSettings settings;
        settings.algorithm = u"sha1"_s;
        QCOMPARE(fieldOf(settings.appliedTo(path)), u"header required"_s);
        settings.header = u"X-Signature"_s;
        const auto applied = settings.appliedTo(path);
        QVERIFY(applied.ok());
        QCOMPARE(applied->size(), std::size_t(2));
        QVERIFY(signatureIn(*applied) == (SignatureSettings{u"X-Signature"_s, u"sha1"_s, u"hex"_s, {}}));
        // One that was there can't be emptied.
        settings.header = u""_s;
        QCOMPARE(fieldOf(settings.appliedTo(*applied)), u"header required"_s);
    }

    void faultsNameTheirField_data()
    {
        QTest::addColumn<QStringList>("typed"); // header, algorithm, encoding, prefix
        QTest::addColumn<QString>("field");
        QTest::newRow("a header with a blank")
            << QStringList{u"X Sig"_s, u"sha256"_s, u"hex"_s, u""_s} << u"header invalid"_s;
        QTest::newRow("an unknown hash") << QStringList{u"X"_s, u"md5"_s, u"hex"_s, u""_s} << u"algorithm invalid"_s;
        QTest::newRow("an unknown encoding")
            << QStringList{u"X"_s, u"sha1"_s, u"rot13"_s, u""_s} << u"encoding invalid"_s;
        QTest::newRow("a long prefix") << QStringList{u"X"_s, u"sha1"_s, u"hex"_s, QString(51, u'x')}
                                       << u"prefix invalid"_s;
        QTest::newRow("a line in the prefix")
            << QStringList{u"X"_s, u"sha1"_s, u"hex"_s, u"a\nb"_s} << u"prefix invalid"_s;
    }
    void faultsNameTheirField()
    {
        QFETCH(QStringList, typed);
        const SignatureSettings settings{typed[0], typed[1], typed[2], typed[3]};
        QTEST(fieldOf(settings.appliedTo(nullptr)), "field");
    }

    void aSourcesWaysAreItsOwnOrItsPresets()
    {
        LeadSource source = hook(u"meta"_s);
        const json meta = json::array({json{{"kind", "verify"}},
                                       json{{"kind", "hmac"},
                                            {"header", "X-Hub-Signature-256"},
                                            {"algorithm", "sha256"},
                                            {"encoding", "hex"},
                                            {"prefix", "sha256="}},
                                       json{{"kind", "path"}}});
        QVERIFY2(authenticationOf(source) == meta, authenticationOf(source).dump().c_str());
        source.authentication = json::array({json{{"kind", "path"}}});
        QVERIFY(authenticationOf(source) == source.authentication);
        const json google = authenticationOf(hook(u"google-ads"_s));
        QVERIFY2(google == json::array({json{{"kind", "body"}, {"field", "google_key"}}, json{{"kind", "path"}}}),
                 google.dump().c_str());
    }

    /// Without the source's defaults.
    void aMappingsFileLoadsAsItWasSaved()
    {
        LeadSource source = hook(u"angi"_s);
        source.defaultService = u"Drain Cleaning"_s;
        const auto presets = mappingFromText(mappingText(source));
        QVERIFY(presets.ok());
        QVERIFY(*presets == presetOf(source).mapping.toJson());
        source.mapping = {{"fields", {{"full_name", "wer"}}}};
        const auto own = mappingFromText(mappingText(source));
        QVERIFY(own.ok());
        QVERIFY(jsonMember((*own)["fields"], "full_name").dump().find("wer") != std::string::npos);
        QVERIFY(mappingText(source).endsWith("}\n"));
    }

    void aBadFileIsRefusedByItsFields()
    {
        const auto wrong = mappingFromText("{\"fields\":{\"email\":[\"a\",\"b[\"]},\"colour\":1}");
        QVERIFY(!wrong.ok());
        QCOMPARE(wrong.error().code, ErrorCode::InvalidInput);
        QStringList fields;
        for (const FieldError &field : wrong.error().fields)
            fields += field.field;
        QVERIFY2(fields.contains(u"fields.email[1]"_s) && fields.contains(u"colour"_s), qPrintable(fields.join(u' ')));
        QVERIFY(!mappingFromText("{").ok());
        const QByteArray tooLarge = '"' + QByteArray(kMaxMappingBytes, 'x') + '"';
        QVERIFY(mappingFromText(tooLarge).error().message.contains(u"too large"_s));
    }
};

QTEST_GUILESS_MAIN(TestSignature)
#include "tst_signature.moc"
