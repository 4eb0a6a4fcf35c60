#include "models/domain/money.h"
#include "models/domain/officesettings.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pl;

namespace {

const QString kUsd = QStringLiteral("usd");

QString withPlainSpaces(QString text)
{
    return text.replace(QChar(0x00A0), u' ').replace(QChar(0x202F), u' ');
}

} // namespace

class TestMoney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forPeople_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<qint64>("cents");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("text");
        QTest::newRow("C reads as American") << "C" << qint64(123456705) << "usd"
                                             << "$1,234,567.05";
        QTest::newRow("American") << "en_US" << qint64(6000) << "usd"
                                  << "$60.00";
        QTest::newRow("less than one") << "en_US" << qint64(5) << "usd"
                                       << "$0.05";
        QTest::newRow("negative") << "en_US" << qint64(-50) << "usd"
                                  << "-$0.50";
        QTest::newRow("a one in the amount") << "en_US" << qint64(11111) << "usd"
                                             << "$111.11";
        QTest::newRow("German") << "de_DE" << qint64(123450) << "usd"
                                << "1.234,50 $";
        QTest::newRow("German, own currency") << "de_DE" << qint64(123450) << "eur" << QString::fromUtf8("1.234,50 €");
        QTest::newRow("French") << "fr_FR" << qint64(123450) << "usd"
                                << "1 234,50 $";
        QTest::newRow("foreign currency by its code") << "en_US" << qint64(3750) << "eur"
                                                      << "37.50 EUR";
        QTest::newRow("Canadian") << "en_CA" << qint64(6000) << "usd"
                                  << "US$60.00";
        QTest::newRow("yen have no cents") << "en_US" << qint64(6000) << "jpy"
                                           << "6,000 JPY";
        QTest::newRow("dinars have thousandths") << "en_US" << qint64(6005) << "kwd"
                                                 << "6.005 KWD";
    }
    void forPeople()
    {
        QFETCH(QString, locale);
        QFETCH(qint64, cents);
        QFETCH(QString, currency);
        QFETCH(QString, text);
        QCOMPARE(withPlainSpaces(moneyText(Money{cents, currency}, QLocale(locale))), text);
    }

    /// Windows' own locale writes cents behind every number.
    void theSystemsLocaleIsNoException()
    {
        const QLocale system = QLocale::system();
        const QLocale same(system.language(), system.script(), system.territory());
        QCOMPARE(moneyText(Money{8250, kUsd}, system), moneyText(Money{8250, kUsd}, same));
    }

    void typed_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("cents"); // -1: refused
        QTest::newRow("American") << "en_US"
                                  << "12.50" << qint64(1250);
        QTest::newRow("German") << "de_DE"
                                << "12,50" << qint64(1250);
        QTest::newRow("a German amount in American") << "en_US"
                                                     << "12,50" << qint64(-1);
        QTest::newRow("an American amount in German") << "de_DE"
                                                      << "12.50" << qint64(-1);
        QTest::newRow("whole") << "en_US"
                               << "12" << qint64(1200);
        QTest::newRow("one decimal") << "en_US"
                                     << "12.5" << qint64(1250);
        QTest::newRow("no whole part") << "en_US"
                                       << ".5" << qint64(50);
        QTest::newRow("groups") << "en_US"
                                << "1,234,567.05" << qint64(123456705);
        QTest::newRow("German groups") << "de_DE"
                                       << "1.234,05" << qint64(123405);
        QTest::newRow("French groups typed with a space") << "fr_FR"
                                                          << "1 234,05" << qint64(123405);
        QTest::newRow("a group too short") << "en_US"
                                           << "1,23" << qint64(-1);
        QTest::newRow("with the sign") << "en_US"
                                       << "$ 12.50" << qint64(1250);
        QTest::newRow("with the code") << "en_US"
                                       << "12.50 USD" << qint64(1250);
        QTest::newRow("C locale") << "C"
                                  << "1,234.50" << qint64(123450);
        QTest::newRow("three decimals") << "en_US"
                                        << "12.505" << qint64(-1);
        QTest::newRow("two points") << "en_US"
                                    << "1.2.3" << qint64(-1);
        QTest::newRow("minus") << "en_US"
                               << "-5" << qint64(-1);
        QTest::newRow("words") << "en_US"
                               << "twelve" << qint64(-1);
        QTest::newRow("exponent") << "en_US"
                                  << "1e3" << qint64(-1);
        QTest::newRow("nothing") << "en_US"
                                 << "  " << qint64(-1);
        QTest::newRow("only a point") << "en_US"
                                      << "." << qint64(-1);
        QTest::newRow("more than anybody has") << "en_US"
                                               << "99999999999999999999" << qint64(-1);
    }
    void typed()
    {
        QFETCH(QString, locale);
        QFETCH(QString, typed);
        QFETCH(qint64, cents);
        const Result<Money> money = parseMoney(typed, kUsd, QLocale(locale));
        QCOMPARE(money ? money->cents : -1, cents);
        if (!money)
            QVERIFY(money.error().message.startsWith(QStringLiteral("must ")));
    }

    void refusalShowsTheLocalesForm()
    {
        QCOMPARE(parseMoney(QStringLiteral("x"), kUsd, QLocale(QStringLiteral("de_DE"))).error().message,
                 QStringLiteral("must be written like 12,50"));
        QCOMPARE(
            parseMoney(QStringLiteral("1.5"), QStringLiteral("jpy"), QLocale(QStringLiteral("en_US"))).error().message,
            QStringLiteral("must be written like 12"));
    }

    /// Whatever is written can be read again, in every locale, with and without sign.
    void writtenIsReadAgain()
    {
        QRandomGenerator random(7);
        for (const char *name : {"en_US", "de_DE", "fr_FR", "de_CH", "hi_IN", "es_MX", "sv_SE", "pt_BR", "C"}) {
            const QLocale locale{QLatin1StringView(name)};
            for (const char *code : {"usd", "eur", "jpy", "kwd"}) {
                const QString currency = QLatin1StringView(code);
                for (int i = 0; i < 2000; ++i) {
                    const Money money{random.bounded(i % 2 ? 1'000'000'000 : 2000), currency};
                    const Result<Money> shown = parseMoney(moneyText(money, locale), currency, locale);
                    QVERIFY2(shown.ok(), qPrintable(moneyText(money, locale) + QLatin1String(name)));
                    QCOMPARE(*shown, money);
                    QCOMPARE(*parseMoney(amountText(money, locale), currency, locale), money);
                }
            }
        }
    }

    /// lead_price_cents() is round(price * factor) on decimals, half up: the same by hand, digit by digit.
    void pricesAreRoundedAsTheDatabaseDoes()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 200'000; ++i) {
            const qint64 cents = random.bounded(2'000'000);
            const qint64 thousandths = random.bounded(10'001);
            OfficeSettings settings;
            settings.urgencyFactorMillionths[0] = thousandths * 1000;
            const qint64 product = cents * thousandths;
            const qint64 expected = product / 1000 + (product % 1000 >= 500 ? 1 : 0);
            QCOMPARE(settings.priceCents(cents, Urgency::Day), expected);
        }
    }

    void factorsOfTheDatabaseAreReadExactly()
    {
        for (int millionths = 0; millionths < 3'000'000; millionths += 997) {
            const std::string text = std::to_string(millionths / 1'000'000) + '.' +
                                     std::to_string(1'000'000 + millionths % 1'000'000).substr(1);
            const auto value = nlohmann::json::parse(R"({"day":)" + text + R"(,"week":1,"month":1})");
            const auto settings =
                OfficeSettings::fromJson(nlohmann::json::array({{{"key", "urgency_factor"}, {"value", value}}}));
            QCOMPARE(settings->factorMillionths(Urgency::Day), qint64(millionths));
        }
    }

    void sumsKeepCurrenciesApart()
    {
        MoneySum sum;
        QVERIFY(sum.isZero());
        QCOMPARE(moneyText(sum, kUsd, QLocale::c()), QStringLiteral("$0.00"));
        sum.add({6000, kUsd});
        sum.add({1200, QStringLiteral("eur")});
        sum.add({50, kUsd});
        QCOMPARE(moneyText(sum, kUsd, QLocale::c()), QStringLiteral("12.00 EUR + $60.50"));
        sum.add({-1200, QStringLiteral("eur")});
        QCOMPARE(moneyText(sum, kUsd, QLocale::c()), QStringLiteral("$60.50"));
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
