#include "models/tables/pricetablemodel.h"
#include "tests/ui/billingfixture.h"
#include "ui/settings/pricesview.h"
#include "ui/settings/rulesbar.h"
#include "ui/settings/serviceform.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace pl;
using namespace pl::ui;
using PriceModel = tables::PriceTableModel;

/// The prices, changed by keys, with preview, refusals and undo.
class TestPricesView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::BillingFixture> m_money;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<PricesView> m_view;

    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    QTableView *table() { return find<QTableView>("pricesTable"); }
    ServiceForm *form() { return find<ServiceForm>("serviceForm"); }
    QLineEdit *line(const char *name) { return find<QLineEdit>(name); }
    QString cell(const char *service, int column)
    {
        const auto *model = static_cast<PriceModel *>(table()->model());
        return model->index(model->rowOf(QLatin1StringView(service)), column).data().toString();
    }
    void select(const char *service)
    {
        const auto *model = static_cast<PriceModel *>(table()->model());
        table()->setCurrentIndex(model->index(model->rowOf(QLatin1StringView(service)), 0));
        table()->setFocus();
    }
    nlohmann::json service(const char *name) const { return m_money->office.transport.row("services", name); }
    nlohmann::json factors() const { return m_money->office.transport.row("settings", "urgency_factor")["value"]; }
    void type(QLineEdit *field, const char *text)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QLatin1StringView(text));
    }

private Q_SLOTS:
    void init()
    {
        m_money = std::make_unique<test::BillingFixture>();
        m_theme = std::make_unique<Theme>(m_money->office.settings);
        m_view = std::make_unique<PricesView>(m_money->office.context, m_money->billing);
        connect(m_view.get(), &PricesView::noticeWanted, m_view.get(), m_money->notices());
        connect(m_view.get(), &PricesView::undoRequested, m_view.get(), [this] { m_money->office.undo.undo(); });
        m_view->resize(1100, 700);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QVERIFY(m_money->load());
        QTRY_COMPARE(table()->model()->rowCount(), 4);
        m_view->focusTable();
    }
    void cleanup()
    {
        m_view.reset();
        m_theme.reset();
        m_money.reset();
    }

    void showsEveryServiceAndUrgency()
    {
        QCOMPARE(cell("Drain Cleaning", PriceModel::TodayColumn), QStringLiteral("$37.50"));
        QCOMPARE(cell("Drain Cleaning", PriceModel::WeekColumn), QStringLiteral("$25.00"));
        QCOMPARE(cell("Drain Cleaning", PriceModel::MonthColumn), QStringLiteral("$20.00"));
        QVERIFY(!find<QPushButton>("saveRules")->isVisible());
    }

    void factorIsPreviewedSavedAndTakenBack()
    {
        QTest::keyClick(table(), Qt::Key_R);
        QTRY_VERIFY(line("rule_day")->hasFocus());
        type(line("rule_day"), "2.005");
        QCOMPARE(cell("Drain Cleaning", PriceModel::TodayColumn), QStringLiteral("$50.13"));
        QVERIFY(factors()["day"] == 1.5);
        QTest::keyClick(line("rule_day"), Qt::Key_Return);
        QTRY_VERIFY(factors()["day"] == 2.005);
        QTRY_VERIFY(m_money->told.startsWith(QStringLiteral("Price rules saved")));
        QVERIFY(!find<QPushButton>("saveRules")->isVisible());
        m_money->toldAction();
        QTRY_VERIFY(factors()["day"] == 1.5);
        QTRY_COMPARE(line("rule_day")->text(), QStringLiteral("1.5"));
        QCOMPARE(cell("Drain Cleaning", PriceModel::TodayColumn), QStringLiteral("$37.50"));
    }

    void wrongRulesNameTheField_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("sentence");
        const QString form = QStringLiteral("must be a number like 1.25, with at most three decimals.");
        QTest::newRow("words") << QByteArray("rule_day") << QByteArray("twice") << QStringLiteral("Today ") + form;
        QTest::newRow("comma") << QByteArray("rule_week") << QByteArray("1,5") << QStringLiteral("This week ") + form;
        QTest::newRow("four decimals") << QByteArray("rule_month") << QByteArray("0.8001")
                                       << QStringLiteral("This month ") + form;
        QTest::newRow("nothing") << QByteArray("rule_day") << QByteArray("0")
                                 << QStringLiteral("Today must be more than 0 and at most 100.");
        QTest::newRow("too much") << QByteArray("rule_day") << QByteArray("101")
                                  << QStringLiteral("Today must be more than 0 and at most 100.");
        QTest::newRow("price") << QByteArray("rule_default_price") << QByteArray("x")
                               << QStringLiteral("Other services must be written like 12.50.");
    }
    void wrongRulesNameTheField()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, text);
        QFETCH(QString, sentence);
        type(line(field), text);
        QTest::keyClick(line(field), Qt::Key_Return);
        QCOMPARE(find<QLabel>("rulesProblem")->text(), sentence);
        QCOMPARE(m_money->office.transport.countOf("PATCH", "/rest/v1/settings"), 0);
        QTest::keyClick(line(field), Qt::Key_Escape);
        QVERIFY(find<QLabel>("rulesProblem")->text().isEmpty());
        QVERIFY(!find<QPushButton>("saveRules")->isVisible());
    }

    void rulesLoseToSomebodyElse()
    {
        type(line("rule_day"), "3");
        auto row = m_money->office.transport.row("settings", "urgency_factor");
        row["value"]["day"] = 2.5;
        row["version"] = 2;
        m_money->office.transport.put("settings", row);
        QTest::keyClick(line("rule_day"), Qt::Key_Return);
        QTRY_VERIFY(find<QLabel>("rulesProblem")->text().startsWith(QStringLiteral("Somebody else just changed it")));
        QCOMPARE(line("rule_day")->text(), QStringLiteral("3"));
        QVERIFY(factors()["day"] == 2.5);
    }

    void rulesThatCannotBeChargedAreRefused()
    {
        const auto problem = [this] { return find<QLabel>("rulesProblem")->text(); };
        type(line("rule_month"), "0.01");
        QTest::keyClick(line("rule_month"), Qt::Key_Return);
        QVERIFY2(problem().startsWith(QStringLiteral("This month would make a lead for ")) &&
                     problem().endsWith(QStringLiteral("; the minimum charge is $0.50.")),
                 qPrintable(problem()));
        QVERIFY(factors()["month"] == 0.8);
        type(line("rule_month"), "0.8");
        type(line("rule_default_price"), "0.40");
        QTest::keyClick(line("rule_default_price"), Qt::Key_Return);
        QCOMPARE(problem(),
                 QStringLiteral("Other services would make a lead cost $0.40; the minimum charge is $0.50."));
        type(line("rule_default_price"), "0");
        QTest::keyClick(line("rule_default_price"), Qt::Key_Return);
        QTRY_VERIFY(m_money->office.transport.row("settings", "default_price_cents")["value"] == 0);
    }

    void priceIsEditedByEnterWithAPreview()
    {
        select("Drain Cleaning");
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_VERIFY(form()->isVisible());
        QVERIFY(line("name")->isReadOnly());
        type(line("price_cents"), "30.01");
        QCOMPARE(find<QLabel>("pricePreview")->text(),
                 QString::fromUtf8("A lead costs: Today $45.02 · This week $30.01 · This month $24.01"));
        QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!form()->isVisible());
        QVERIFY(service("Drain Cleaning")["price_cents"] == 3001);
        QCOMPARE(cell("Drain Cleaning", PriceModel::TodayColumn), QStringLiteral("$45.02"));
        m_money->toldAction();
        QTRY_VERIFY(service("Drain Cleaning")["price_cents"] == 2500);
        QTRY_COMPARE(cell("Drain Cleaning", PriceModel::WeekColumn), QStringLiteral("$25.00"));
    }

    void aNewServiceIsCheckedAndAdded()
    {
        QTest::keyClick(table(), Qt::Key_N);
        QTRY_VERIFY(form()->isVisible());
        QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(find<QLabel>("nameProblem")->text(), QStringLiteral("Service is required."));
        QCOMPARE(find<QLabel>("price_centsProblem")->text(), QStringLiteral("Price must not be empty."));
        type(line("name"), "Drain Cleaning");
        find<QComboBox>("category")->setCurrentText(QStringLiteral("Maintenance"));
        type(line("price_cents"), "12.345");
        QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(find<QLabel>("price_centsProblem")->text(), QStringLiteral("Price must be written like 12.50."));
        type(line("price_cents"), "0.61");
        QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(find<QLabel>("price_centsProblem")->text(),
                 QStringLiteral("Price would make a lead cost $0.49 (This month); the minimum charge is $0.50."));
        type(line("name"), "www.evil.example");
        QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(find<QLabel>("nameProblem")->text(), QStringLiteral("Service must not contain a web address."));
        type(line("name"), "Drain Cleaning");
        type(line("price_cents"), "12.34");
        QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(find<QLabel>("nameProblem")->text(), QStringLiteral("Service is already in the list."));
        type(line("name"), "Septic Tank");
        QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!form()->isVisible());
        QCOMPARE(cell("Septic Tank", PriceModel::WeekColumn), QStringLiteral("$12.34"));
        QCOMPARE(table()->model()->rowCount(), 5);
    }

    void offeringIsStoppedAndTakenBack()
    {
        select("Burst Pipe Repair");
        QTest::keyClick(table(), Qt::Key_P);
        QTRY_VERIFY(service("Burst Pipe Repair")["active"] == false);
        QTRY_COMPARE(find<QAction>("offerServiceAction")->text(), QStringLiteral("&Offer again"));
        m_money->toldAction();
        QTRY_VERIFY(service("Burst Pipe Repair")["active"] == true);
    }

    void lettersTypedInARuleDoNothingElse()
    {
        line("rule_day")->setFocus();
        QTest::keyClicks(line("rule_day"), QStringLiteral("enp"));
        QVERIFY(!form()->isVisible());
        QCOMPARE(m_money->office.transport.countOf("PATCH", "/rest/v1/services"), 0);
    }
};

QTEST_MAIN(TestPricesView)
#include "tst_pricesview.moc"
