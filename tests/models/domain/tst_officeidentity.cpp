#include "models/domain/officeidentity.h"

#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;

namespace {

/// One pixel.
const QByteArray kPng = QByteArray::fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

QByteArray ofWidth(char highByte)
{
    QByteArray png = kPng;
    png[18] = highByte; // of the width, third byte
    return png;
}

} // namespace

/// The office's name, address and logo.
class TestOfficeIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyAWholePngIsALogo_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isLogo");
        QTest::newRow("none") << QByteArray() << true;
        QTest::newRow("a PNG") << kPng << true;
        QTest::newRow("cut off") << kPng.chopped(1) << false;
        QTest::newRow("with something behind it") << kPng + "<script>" << false;
        QTest::newRow("a JPEG") << QByteArray("\xff\xd8\xff\xe0 JFIF") << false;
        QTest::newRow("only a signature") << kPng.first(8) << false;
        QTest::newRow("too wide") << ofWidth(0x7f) << false;
        QTest::newRow("too long") << kPng + QByteArray(OfficeIdentity::kMaxLogoBytes, 'x') << false;
    }
    void onlyAWholePngIsALogo()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isLogo);
        QCOMPARE(checkLogo(bytes).ok(), isLogo);
    }

    void tidiesWhatIsTyped()
    {
        const auto office =
            checkOffice({u"  Kit  &  Sons "_s, u" Hello@KIT.example "_s, u" 12 Main St \n\n Austin, TX "_s, kPng});
        QVERIFY(office);
        QCOMPARE(office->name, u"Kit & Sons"_s);
        QCOMPARE(office->replyTo, u"Hello@kit.example"_s);
        QCOMPARE(office->address, u"12 Main St\nAustin, TX"_s);
        QCOMPARE(office->addressLine(), u"12 Main St, Austin, TX"_s);
    }

    void namesTheFieldThatIsWrong()
    {
        const auto fault = [](const OfficeIdentity &office) {
            const auto checked = checkOffice(office);
            return checked ? QString() : checked.error().fields.first().field;
        };
        QCOMPARE(fault({QString(61, u'x'), {}, {}, {}}), u"office_name"_s);
        QCOMPARE(fault({{}, u"not an address"_s, {}, {}}), u"office_reply_to"_s);
        QCOMPARE(fault({{}, {}, u"1\n2\n3\n4\n5"_s, {}}), u"office_address"_s);
        QCOMPARE(fault({{}, {}, {}, "GIF89a"}), u"office_logo"_s);
    }

    void settingsGiveItBack()
    {
        const OfficeIdentity office{u"Kit"_s, u"a@kit.example"_s, u"12 Main St\nAustin"_s, kPng};
        QHash<QString, nlohmann::json> values;
        for (const QString &key : OfficeIdentity::keys())
            values.insert(key, office.value(key));
        QCOMPARE(OfficeIdentity::fromSettings(values), office);
    }

    void whatCantBeUsedCountsAsNothing()
    {
        const auto office = OfficeIdentity::fromSettings(
            {{u"office_name"_s, "Kit"}, {u"office_reply_to"_s, "nobody"}, {u"office_logo"_s, "R0lGODlh"}});
        QCOMPARE(office, (OfficeIdentity{u"Kit"_s, {}, {}, {}}));
        QCOMPARE(OfficeIdentity::fromSettings({{u"office_name"_s, 7}}), OfficeIdentity());
        QCOMPARE((OfficeIdentity{u"Kit"_s, {}, {}, {}}.orElse({u"Server"_s, u"a@b.example"_s, {}, {}})),
                 (OfficeIdentity{u"Kit"_s, u"a@b.example"_s, {}, {}}));
    }
};

QTEST_GUILESS_MAIN(TestOfficeIdentity)
#include "tst_officeidentity.moc"
