#include "models/domain/contactfields.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace pl;

class TestContactFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void phone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("e164"); // empty: refused
        QTest::newRow("as people write it") << "(512) 555-0143"
                                            << "+15125550143";
        QTest::newRow("with dots") << "512.555.0143"
                                   << "+15125550143";
        QTest::newRow("with the country") << "+1 512 555 0143"
                                          << "+15125550143";
        QTest::newRow("white space around") << "  5125550143 "
                                            << "+15125550143";
        QTest::newRow("another country") << "+44 20 7946 0958"
                                         << "+442079460958";
        QTest::newRow("too short") << "555-0143"
                                   << "";
        QTest::newRow("too long") << "512555014300000"
                                  << "";
        QTest::newRow("zeros in front") << "+63 00 7946 0958"
                                        << "";
        QTest::newRow("words") << "call me"
                               << "";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("an extension") << "512-555-0143 ext. 9"
                                      << "";
        QTest::newRow("zeros") << "0000000000"
                               << "";
        QTest::newRow("digits in a row") << "1234567890"
                                         << "";
        QTest::newRow("no such exchange") << "512 055 0143"
                                          << "";
        QTest::newRow("no such exchange, with the country") << "+1 512 155 0143"
                                                            << "";
        QTest::newRow("no such area") << "(555) 555-5555"
                                      << "";
        QTest::newRow("no such number abroad") << "+44 20 1234"
                                               << "";
        QTest::newRow("an area with numbers of its own") << "246 434 0143"
                                                         << "+12464340143";
        QTest::newRow("copied from a telephone's contacts")
            << QString::fromUtf8("\u202A+1 512\u2011555\u20110143\u202C") << "+15125550143";
        QTest::newRow("zero-width spaces") << QString::fromUtf8("512\u200B555\u200B0143") << "+15125550143";
        QTest::newRow("nothing to be seen") << QString::fromUtf8("\u2800\u3164") << "";
        QTest::newRow("NUL inside") << QStringLiteral("512555") + QChar(0) + QStringLiteral("0143") << "";
    }
    void phone()
    {
        QFETCH(QString, text);
        QFETCH(QString, e164);
        FieldErrors errors;
        QCOMPARE(checkPhone(text, errors), e164);
        QCOMPARE(errors.list().size(), e164.isEmpty() ? 1 : 0);
    }

    void extension_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("extension");
        for (const char *text : {"512-555-0143 x12", "(512) 555-0143 ext. 12", "+1 512 555 0143 Ext 12",
                                 "512.555.0143 #12", "5125550143,12", "+15125550143;ext=12"})
            QTest::newRow(text) << QString::fromLatin1(text) << QStringLiteral("12");
        QTest::newRow("none") << QStringLiteral("+15125550143") << QString();
    }
    void extension()
    {
        QFETCH(QString, text);
        FieldErrors errors;
        QString found;
        QCOMPARE(checkPhone(text, errors, &found), QStringLiteral("+15125550143"));
        QTEST(found, "extension");
        QVERIFY(errors.list().isEmpty());
    }

    /// Every area, and exchanges at the edges: the list of areas says nothing that the library doesn't.
    void areaCodesMatchTheLibrary()
    {
        for (int area = 200; area < 1000; ++area)
            for (const int exchange : {100, 199, 200, 444, 555, 640, 911, 999}) {
                const QString text = QStringLiteral("%1%2%3").arg(area).arg(exchange).arg(QStringLiteral("0143"));
                FieldErrors errors, libraryErrors;
                QCOMPARE(checkPhone(text, errors), checkPhone(QStringLiteral("+1/") + text, libraryErrors));
            }
    }

    void linksInNamesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("a scheme") << QStringLiteral("Win at https://evil.example") << false;
        QTest::newRow("any scheme") << QStringLiteral("x://y") << false;
        QTest::newRow("www") << QStringLiteral("WwW.evil.example") << false;
        QTest::newRow("hidden www") << QString::fromUtf8("w\u200Bww.evil.example") << false;
        QTest::newRow("dots and slashes") << QStringLiteral("Dr. A. / B. Smith: w.w.") << true;
        QTest::newRow("nothing to be seen") << QString::fromUtf8("\u3164\u2800\u00AD") << false;
    }
    void linksInNamesAreRefused()
    {
        QFETCH(QString, name);
        FieldErrors errors;
        checkName(name, "first_name", errors);
        QTEST(errors.list().isEmpty(), "good");
        QVERIFY(errors.list().isEmpty() || errors.list().first().field == u"first_name");
    }

    void whatMayBeEmptyHasItsLengthAndNoLink()
    {
        FieldErrors errors;
        QCOMPARE(checkOptional(QStringLiteral("  12  Main St "), "street", 10, errors), QStringLiteral("12 Main St"));
        QCOMPARE(checkOptional(QStringLiteral(" "), "street", 10, errors), QString());
        QVERIFY(errors.list().isEmpty());
        checkOptional(QStringLiteral("12 Main St."), "street", 10, errors);
        checkOptional(QStringLiteral("www.x"), "city", 10, errors);
        QCOMPARE(errors.list().size(), 2);
        QCOMPARE(errors.list()[0].code, QStringLiteral("too_long"));
        QCOMPARE(errors.list()[1].field, QStringLiteral("city"));
        QCOMPARE(errors.list()[1].code, QStringLiteral("invalid"));
    }

    void invisibleCharactersAreRemoved()
    {
        FieldErrors errors;
        QCOMPARE(checkName(QString::fromUtf8("Ma\u200Bria\uFEFF"), "first_name", errors), QStringLiteral("Maria"));
        QCOMPARE(checkName(QString::fromUtf8("\u202Eselur"), "first_name", errors), QStringLiteral("selur"));
        QCOMPARE(checkEmail(QString::fromUtf8("ma\u00ADria@ex\u200Bample.com"), errors),
                 QStringLiteral("maria@example.com"));
        QCOMPARE(checkZip(QString::fromUtf8("\u206678701\u2069"), errors), QStringLiteral("78701"));
        QCOMPARE(checkDescription(QString::fromUtf8("a\u2060\nb\u3164"), errors), QStringLiteral("a\nb"));
        QVERIFY(errors.list().isEmpty());
    }

    void email_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tidy"); // empty: refused
        QTest::newRow("plain") << "maria@example.com"
                               << "maria@example.com";
        QTest::newRow("domain in capitals") << "Maria.G@Example.COM"
                                            << "Maria.G@example.com";
        QTest::newRow("plus and apostrophe") << "o'hara+leads@mail.example.co"
                                             << "o'hara+leads@mail.example.co";
        QTest::newRow("any script") << QString::fromUtf8("żółć@przykład.example")
                                    << QString::fromUtf8("żółć@przykład.example");
        QTest::newRow("no domain") << "maria@"
                                   << "";
        QTest::newRow("no dot") << "maria@example"
                                << "";
        QTest::newRow("two at signs") << "a@b@example.com"
                                      << "";
        QTest::newRow("dots in a row") << "a..b@example.com"
                                       << "";
        QTest::newRow("a list") << "a@example.com,b@example.com"
                                << "";
        QTest::newRow("header injection") << "a@example.com\nBcc: b@example.com"
                                          << "";
        QTest::newRow("NUL inside") << QStringLiteral("a") + QChar(0) + QStringLiteral("@example.com") << "";
        QTest::newRow("a control character") << QStringLiteral("a\x01@example.com") << "";
        QTest::newRow("a label that ends in a hyphen") << "a@example-.com"
                                                       << "";
        QTest::newRow("too long") << QString(250, QLatin1Char('a')) + QStringLiteral("@example.com") << "";
        QTest::newRow("empty") << " "
                               << "";
    }
    void email()
    {
        QFETCH(QString, text);
        QFETCH(QString, tidy);
        FieldErrors errors;
        const QString got = checkEmail(text, errors);
        QCOMPARE(errors.list().size(), tidy.isEmpty() ? 1 : 0);
        if (!tidy.isEmpty())
            QCOMPARE(got, tidy);
    }

    void zip_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("five") << "78701" << true;
        QTest::newRow("nine") << "78701-1234" << true;
        QTest::newRow("four") << "7870" << false;
        QTest::newRow("letters") << "SW1A" << false;
        QTest::newRow("other digits") << QString::fromUtf8("７８７０１") << false;
    }
    void zip()
    {
        QFETCH(QString, text);
        FieldErrors errors;
        checkZip(text, errors);
        QTEST(errors.list().isEmpty(), "good");
    }

    void namesInAnyScriptButNoControls()
    {
        FieldErrors errors;
        QCOMPARE(checkName(QString::fromUtf8("  Żaneta   Wójcik "), "first_name", errors),
                 QString::fromUtf8("Żaneta Wójcik"));
        QCOMPARE(checkName(QString::fromUtf8("李"), "first_name", errors), QString::fromUtf8("李"));
        QCOMPARE(checkName(QString::fromUtf8("😀").repeated(100), "first_name", errors).size(), 200);
        QVERIFY(errors.list().isEmpty());
        checkName(QStringLiteral("a") + QChar(0) + QStringLiteral("b"), "first_name", errors);
        checkName(QStringLiteral("a\tb"), "first_name", errors);
        checkName(QString(101, QLatin1Char('a')), "first_name", errors);
        checkName(QString(), "first_name", errors);
        QStringList codes;
        for (const FieldError &e : errors.list())
            codes += e.code;
        QCOMPARE(codes, QStringList({QStringLiteral("invalid"), QStringLiteral("invalid"), QStringLiteral("too_long"),
                                     QStringLiteral("required")}));
    }

    /// The usual spellings take a short way; it must lead where the library's own goes, which a space that only the
    /// library knows forces.
    void phoneSpellingsAgree()
    {
        QRandomGenerator random(7);
        const QStringList forms{QStringLiteral("%1%2%3"), QStringLiteral("(%1) %2-%3"), QStringLiteral("+1 %1.%2.%3"),
                                QStringLiteral("+1(%1)%2 %3")};
        for (int i = 0; i < 400; ++i) {
            const auto part = [&](int digits) {
                const int limit = digits == 3 ? 1000 : 10000;
                return QString::number(random.bounded(limit)).rightJustified(digits, u'0');
            };
            const QString text = forms.at(i % 4).arg(part(3), part(3), part(4));
            FieldErrors errors, libraryErrors;
            const QString plain = checkPhone(text, errors);
            QCOMPARE(plain, checkPhone(text.first(text.size() - 1) + QChar(0x00A0) + text.back(), libraryErrors));
            QCOMPARE(errors.list(), libraryErrors.list());
        }
    }

    /// Usual addresses are known without the expression that says what an address is: both come to the same.
    void shortcutsAgreeWithTheExpression()
    {
        static const QRegularExpression form(
            QStringLiteral("^[^\\s@\"(),:;<>\\[\\\\\\]]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?"
                           "\\.)+[\\p{L}\\p{N}-]{2,63}$"),
            QRegularExpression::UseUnicodePropertiesOption);
        const auto isAddress = [](const QString &text) {
            const QString local = text.left(std::max<qsizetype>(text.lastIndexOf(u'@'), 0));
            return form.match(text).hasMatch() && !local.startsWith(u'.') && !local.endsWith(u'.') &&
                   !local.contains(QStringLiteral(".."));
        };
        QRandomGenerator random(3);
        const QString letters = QStringLiteral("aZ9.-_+@'ł");
        int good = 0;
        for (int i = 0; i < 60'000; ++i) {
            QString text = QStringLiteral("m@x.co");
            for (int change = random.bounded(6); change > 0; --change)
                text.insert(random.bounded(int(text.size()) + 1), letters.at(random.bounded(int(letters.size()))));
            if (i % 3 == 0)
                text.remove(random.bounded(int(text.size())), 1);
            if (i % 50 == 0)
                text.insert(random.bounded(int(text.size()) + 1), QString(61 + random.bounded(4), u'x'));
            FieldErrors errors;
            (void)checkEmail(text, errors);
            QVERIFY2(errors.list().isEmpty() == isAddress(text), qPrintable(text));
            good += errors.list().isEmpty();
        }
        QVERIFY2(good > 10'000 && good < 50'000, qPrintable(QString::number(good)));
    }

    void tidiesAsSimplifiedDoes()
    {
        QRandomGenerator random(5);
        const QString letters = QStringLiteral("ab  \u00a0\u2003ł~");
        for (int i = 0; i < 20'000; ++i) {
            QString text;
            for (int length = random.bounded(8); length > 0; --length)
                text += letters.at(random.bounded(int(letters.size())));
            FieldErrors errors;
            QCOMPARE(checkText(text, "field", 100, false, errors), text.simplified());
        }
    }

    void phonesForPeople()
    {
        QCOMPARE(phoneForPeople(QStringLiteral("+15125550143")), QStringLiteral("(512) 555-0143"));
        QCOMPARE(phoneForPeople(QStringLiteral("+442079460958")), QStringLiteral("+44 20 7946 0958"));
        QCOMPARE(phoneForPeople(QStringLiteral("erased")), QStringLiteral("erased"));
    }
};

QTEST_GUILESS_MAIN(TestContactFields)
#include "tst_contactfields.moc"
