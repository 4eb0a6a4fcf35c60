#include "models/replica/messagerows.h"
#include "models/replica/paymentrows.h"
#include "models/replica/rowtext.h"

#include <QTest>

#include <random>

using namespace pl;
using namespace pl::replica;
using columns::kNoRow;
using columns::Row;

namespace {

struct Numbered
{
    qint64 createdAt = 0;
    int value = 0;
};

QUuid idOf(int number)
{
    return QUuid(uint(number), 7, 7, 1, 2, 3, 4, 5, 6, 7, 8);
}

Payment paymentOf(int number, qint64 version, PaymentStatus status, qint64 cents)
{
    Payment payment;
    payment.id = idOf(number);
    payment.leadId = idOf(1'000'000 + number);
    payment.plumberId = idOf(2'000'000 + number % 3);
    payment.amountCents = cents;
    payment.currency = number % 5 == 0 ? QStringLiteral("eur") : QStringLiteral("usd");
    payment.status = status;
    payment.createdAt = {1'767'225'600'000'000 + number * qint64(86'400'000'000)};
    payment.version = version;
    return payment;
}

} // namespace

/// The rows of payments and messages in memory: small, with snapshots that stay as they are.
class TestRowChunks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Whatever comes and changes, a snapshot is what the rows were then.
    void snapshotsStay()
    {
        std::mt19937 random(5);
        CompactRows<Numbered> rows;
        std::vector<std::pair<int, std::string>> wanted;
        std::vector<std::pair<RowChunks<Numbered>, std::vector<std::pair<int, std::string>>>> taken;
        for (int step = 0; step < 20'000; ++step) {
            const auto number = static_cast<int>(random() % 4000);
            const int value = static_cast<int>(random() % 1000);
            const std::string text(random() % 40, static_cast<char>('a' + random() % 26));
            const Row known = rows.find(idOf(number));
            if (known == kNoRow) {
                QCOMPARE(rows.add(idOf(number), {step, value}, text), Row(wanted.size()));
                wanted.emplace_back(value, text);
            } else {
                rows.put(known, {step, value}, text);
                wanted[known] = {value, text};
            }
            if (step % 1500 == 0)
                taken.emplace_back(rows.snapshot(), wanted);
        }
        taken.emplace_back(rows.snapshot(), wanted);
        for (const auto &[chunks, was] : taken) {
            QCOMPARE(chunks.size(), was.size());
            for (Row row = 0; row < chunks.size(); ++row) {
                QCOMPARE(chunks[row].value, was[row].first);
                QCOMPARE(std::string(chunks.text(row)), was[row].second);
            }
        }
        QCOMPARE(rows.find(idOf(9999)), kNoRow);
    }

    void whatWasReplacedIsGone()
    {
        CompactRows<Numbered> rows;
        for (int number = 0; number < 100; ++number)
            rows.add(idOf(number), {}, "secret" + std::to_string(number));
        QVERIFY(rows.chunks().holds("secret42"));
        rows.put(rows.find(idOf(42)), {}, "");
        QVERIFY(!rows.chunks().holds("secret42"));
        for (int number = 0; number < 100; ++number) // so many holes that they are taken out
            rows.put(rows.find(idOf(number)), {}, "x");
        QVERIFY(!rows.chunks().holds("secret"));
        QCOMPARE(std::string(rows.chunks().text(99)), std::string("x"));
        rows.put(0, {}, std::string(CompactRows<Numbered>::kMaxText + 10, 'y'));
        QCOMPARE(rows.chunks().text(0).size(), CompactRows<Numbered>::kMaxText);
    }

    void anOlderVersionChangesNothing()
    {
        PaymentRows rows;
        QVERIFY(rows.put(paymentOf(1, 2, PaymentStatus::Succeeded, 6000)));
        QVERIFY(!rows.put(paymentOf(1, 2, PaymentStatus::Failed, 100)));
        QVERIFY(!rows.put(paymentOf(1, 1, PaymentStatus::Failed, 100)));
        QCOMPARE(rows.rows()[0].amountCents, 6000);
        QVERIFY(rows.put(paymentOf(1, 3, PaymentStatus::Refunded, 6000)));
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows.snapshot().statusOf(0), PaymentStatus::Refunded);
    }

    /// However payments come and change, the sums are what adding them up would give.
    void sumsAreKept()
    {
        std::mt19937 random(3);
        PaymentRows rows;
        QHash<int, Payment> all;
        for (int step = 0; step < 5000; ++step) {
            const auto number = static_cast<int>(random() % 300);
            Payment payment = paymentOf(number, step + 1, PaymentStatus(random() % 8), qint64(random() % 50) * 100);
            payment.refundedCents = payment.status == PaymentStatus::Refunded ? payment.amountCents / 2 : 0;
            rows.put(payment);
            all.insert(number, payment);
        }
        QHash<QUuid, PaymentTotals> byPlumber;
        std::array<int, 8> counts{};
        QSet<QDate> months;
        for (const Payment &payment : std::as_const(all)) {
            byPlumber[payment.plumberId].add(payment);
            ++counts[std::size_t(payment.status)];
            months += monthOf(payment.createdAt);
        }
        for (std::size_t status = 0; status < counts.size(); ++status)
            QCOMPARE(rows.sums().count(PaymentStatus(status)), counts[status]);
        for (auto plumber = byPlumber.cbegin(); plumber != byPlumber.cend(); ++plumber)
            QVERIFY(rows.sums().ofPlumber(*rows.plumbers().find(plumber.key())) == plumber.value());
        const QList<QDate> found = rows.sums().months();
        QVERIFY(std::is_sorted(found.cbegin(), found.cend(), std::greater()));
        QCOMPARE(QSet<QDate>(found.cbegin(), found.cend()), months);
    }

    /// Around the ends of months, the time zone decides.
    void monthsAreThoseOfThisTimeZone()
    {
        for (qint64 hour = 0; hour < 24 * 800; ++hour) {
            const Timestamp at{1'700'000'000'000'000 + hour * qint64(3'600'000'000)};
            QCOMPARE(monthOfNumber(monthNumber(at)), monthOf(at));
            QCOMPARE(numberOfMonth(monthOf(at)), monthNumber(at));
        }
    }

    void textsAreFoldedInParts()
    {
        const std::string text = foldedParts({QStringLiteral("Zo\u00EB\nO\u2019Hara"), {}, QStringLiteral("LEE")});
        QCOMPARE(std::string(foldedPart(text, 0)), std::string("zoe ohara"));
        QCOMPARE(std::string(foldedPart(text, 1)), std::string());
        QCOMPARE(std::string(foldedPart(text, 2)), std::string("lee"));
        QCOMPARE(std::string(foldedPart(text, 3)), std::string());
    }

    void aMillionAreSmall()
    {
        QVERIFY(sizeof(PaymentRow) <= 56);
        QVERIFY(sizeof(MessageRow) <= 40);
        PaymentRows rows;
        constexpr int kRows = 20'000;
        for (int number = 0; number < kRows; ++number) {
            Payment payment = paymentOf(number, 1, PaymentStatus::Succeeded, 6000);
            payment.createdAt = {1'767'225'600'000'000 + number};
            payment.stripePaymentIntentId = QStringLiteral("pi_3NabcdefghijklmnopqrstuV");
            rows.put(payment);
        }
        QVERIFY2(rows.bytes() / kRows < 150, qPrintable(QString::number(rows.bytes() / kRows)));
    }
};

QTEST_APPLESS_MAIN(TestRowChunks)
#include "tst_rowchunks.moc"
