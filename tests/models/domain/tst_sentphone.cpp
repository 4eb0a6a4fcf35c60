#include "models/domain/sentphone.h"

#include <QTest>

using namespace pl;

namespace {

QString word(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

/// Phone numbers in a lead; tst_mapper has what else people write.
class TestSentPhone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreReadOrMarked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("number");
        QTest::addColumn<bool>("isValid");
        const auto row = [](const char *text, const char *number, bool isValid) {
            QTest::newRow(text) << word(text) << word(number) << isValid;
        };
        row("(512) 555-0143", "+15125550143", true);
        row("512 555 0199", "+15125550199", true);
        row("+44 20 7946 0958", "+442079460958", true);
        row("1-800-FLOWERS", "+18003569377", true);
        row("0000000000", "+10000000000", false);
        row("(123) 555-0143", "+11235550143", false);
        row("512-055-0143", "+15120550143", false);
        row("1234567890", "+11234567890", false);
        row("555-0143", "+15550143", false);
        row("+1 512 155 0143", "+15121550143", false);
        row("+0 1234 5678", "+012345678", false);
    }
    void numbersAreReadOrMarked()
    {
        QFETCH(QString, text);
        FieldErrors errors;
        const SentPhone phone = checkSentPhone(text, errors);
        QVERIFY(errors.list().isEmpty());
        QTEST(phone.number, "number");
        QTEST(phone.isValid, "isValid");
        QVERIFY(phone.isClear);
        // What is stored is read as what it is.
        const SentPhone again = checkSentPhone(phone.number, errors);
        QCOMPARE(again.number, phone.number);
        QCOMPARE(again.isValid, phone.isValid);
    }

    void whatIsWrittenBesideANumberIsKept_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("extension");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("other");
        const auto row = [](const char *text, const char *extension, const char *label, const char *other) {
            QTest::newRow(text) << word(text) << word(extension) << word(label) << word(other);
        };
        row("512-555-0143 x12", "12", "", "");
        row("+15125550143;ext=12", "12", "", "");
        row("512-555-0143 (cell)", "", "cell", "");
        row("512-555-0143 x12 (work)", "12", "work", "");
        row("512-555-0143 / 512-555-0144", "", "", "512-555-0144");
    }
    void whatIsWrittenBesideANumberIsKept()
    {
        QFETCH(QString, text);
        FieldErrors errors;
        const SentPhone phone = checkSentPhone(text, errors);
        QVERIFY(errors.list().isEmpty());
        QCOMPARE(phone.number, QStringLiteral("+15125550143"));
        QVERIFY(phone.isValid);
        QTEST(phone.extension, "extension");
        QTEST(phone.label, "label");
        QTEST(phone.other, "other");
    }

    void whatIsNoNumberIsAnError_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        for (const char *text : {"call me", "911", "12", "order 12345678, please", "12345678@example.com",
                                 "12345678901234", "+1234567890123456"})
            QTest::newRow(text) << word(text) << QStringLiteral("invalid");
        QTest::newRow("empty") << QString() << QStringLiteral("required");
        QTest::newRow("nothing to be seen") << word("\u2800\u3164") << QStringLiteral("required");
        QTest::newRow("NUL inside") << QStringLiteral("000000") + QChar(0) + QStringLiteral("0000")
                                    << QStringLiteral("invalid");
        QTest::newRow("a long text") << QString(101, u'0') << QStringLiteral("invalid");
    }
    void whatIsNoNumberIsAnError()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        FieldErrors errors;
        QCOMPARE(checkSentPhone(text, errors), SentPhone());
        QCOMPARE(errors.list().size(), 1);
        QCOMPARE(errors.list().first().field, QStringLiteral("phone_number"));
        QCOMPARE(errors.list().first().code, code);
    }
};

QTEST_GUILESS_MAIN(TestSentPhone)
#include "tst_sentphone.moc"
