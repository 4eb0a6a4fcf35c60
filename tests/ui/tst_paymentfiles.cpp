#include "ui/billing/paymentfiles.h"

#include <QRegularExpression>
#include <QTest>

using namespace pl;
using namespace pl::ui;

/// What is made of payments for people's own files.
class TestPaymentFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statementsTextIsHarmless()
    {
        Statement statement;
        statement.month = QDate(2026, 11, 1);
        statement.plumber.firstName = QStringLiteral("<b>Ann");
        statement.plumber.lastName = QStringLiteral("../Lee");
        statement.currency = QStringLiteral("usd");
        statement.lines = {{Payment{}, QStringLiteral("<img src=\"file:///etc/passwd\">"), QStringLiteral("=1+1")}};
        const QString html = statementHtml(statement, {QStringLiteral("office"), {}, {}, {}}, QDate(2026, 11, 23));
        QVERIFY(!html.contains(QStringLiteral("<img")));
        QVERIFY(!html.contains(QStringLiteral("<b>Ann")));
        QCOMPARE(statementName(statement), QStringLiteral("_b_Ann ___Lee 2026-11"));
        QVERIFY(statementCsv(statement).contains(",\"'=1+1\","));
    }

    void aLongStatementHasItsPages()
    {
        Statement statement;
        statement.month = QDate(2026, 11, 1);
        statement.plumber.firstName = QStringLiteral("Wilhelmina Alexandrina");
        statement.plumber.lastName = QStringLiteral("Featherstonehaugh-Cholmondeley");
        statement.currency = QStringLiteral("usd");
        const auto pages = [&] {
            const QByteArray pdf = statementPdf(statement, {QStringLiteral("office"), {}, {}, {}}, QDate(2026, 11, 23));
            static const QRegularExpression page(QStringLiteral("/Type\\s*/Page\\b"));
            return QString::fromLatin1(pdf).count(page);
        };
        QCOMPARE(pages(), 1);
        Payment payment;
        payment.status = PaymentStatus::Succeeded;
        payment.amountCents = 123456;
        payment.currency = QStringLiteral("usd");
        payment.createdAt = *Timestamp::parse(QStringLiteral("2026-11-18T12:00:00Z"));
        for (int i = 0; i < 150; ++i)
            statement.lines.append(
                {payment, QStringLiteral("Water Heater Installation"), QStringLiteral("Maria Gonzalez")});
        QVERIFY(pages() > 2);
    }
};

QTEST_MAIN(TestPaymentFiles)
#include "tst_paymentfiles.moc"
