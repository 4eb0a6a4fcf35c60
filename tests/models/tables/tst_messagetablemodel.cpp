#include "models/tables/messagetablemodel.h"
#include "tests/support/messagerows.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>

using namespace pl;
using namespace pl::tables;
using pl::test::FakeTransport;
using pl::test::messageRow;
using Tester = QAbstractItemModelTester;

class TestMessageTableModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::MessageReplica> m_messages;
    std::unique_ptr<MessageTableModel> m_model;
    std::unique_ptr<Tester> m_tester;

    void put(const nlohmann::json &row) { m_office->transport.put("notifications", row); }
    void open()
    {
        QVERIFY(m_office->load());
        m_messages->start();
        QTRY_COMPARE(m_messages->state(), replica::MessageReplica::State::Live);
    }
    QStringList column(int column) const
    {
        QStringList cells;
        for (int row = 0; row < m_model->rowCount(); ++row)
            cells += m_model->index(row, column).data().toString();
        return cells;
    }
    QString addresses() const { return column(MessageTableModel::AddressColumn).join(u' '); }
    void filter(const std::function<void(MessageFilter &)> &change)
    {
        MessageFilter filter;
        change(filter);
        m_model->setFilter(filter);
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(5);
        m_messages = std::make_unique<replica::MessageReplica>(m_office->client, nullptr, std::chrono::hours(1));
        m_model = std::make_unique<MessageTableModel>(*m_messages, m_office->replica);
        m_tester = std::make_unique<Tester>(m_model.get(), Tester::FailureReportingMode::QtTest);
        put(messageRow(1, {{"recipient", "a"}, {"status", "sent"}}));
        put(messageRow(2, {{"recipient", "b"}, {"template", "plumber_found"}}));
        put(messageRow(3, {{"recipient", "c"},
                           {"channel", "sms"},
                           {"plumber_id", FakeTransport::plumberId(2)},
                           {"status", "failed"},
                           {"error", "The text message service refuses this number or message."}}));
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_messages.reset();
        m_office.reset();
    }

    void newestFirstWithWhoAndWhat()
    {
        open();
        QCOMPARE(addresses(), QStringLiteral("c b a"));
        QCOMPARE(
            column(MessageTableModel::ReceiverColumn),
            (QStringList{QStringLiteral("Bob O'Hara"), QStringLiteral("Customer Number2"), QStringLiteral("Ann Lee")}));
        QCOMPARE(column(MessageTableModel::LeadColumn)[0], QStringLiteral("Drain Cleaning, Customer Number3"));
        QCOMPARE(m_model->index(0, 0).data(MessageTableModel::LeadIdRole).toUuid(), test::OfficeFixture::leadId(3));
        for (int column = 0; column < MessageTableModel::ColumnCount; ++column)
            QVERIFY(!m_model->headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void filters()
    {
        open();
        filter([](MessageFilter &f) { f.states = {MessageState::Failed, MessageState::Sent}; });
        QCOMPARE(addresses(), QStringLiteral("c a"));
        filter([](MessageFilter &f) { f.channels = {QStringLiteral("sms")}; });
        QCOMPARE(addresses(), QStringLiteral("c"));
        filter([](MessageFilter &f) { f.text = QStringLiteral("NUMBER2"); });
        QCOMPARE(addresses(), QStringLiteral("b"));
        filter([](MessageFilter &f) { f.text = QStringLiteral("hara refuses"); });
        QCOMPARE(addresses(), QStringLiteral("c"));
        filter([](MessageFilter &f) { f.text = QString::fromUtf8("o’hara"); });
        QCOMPARE(addresses(), QStringLiteral("c"));
        filter([](MessageFilter &f) { f.text = QStringLiteral("nobody"); });
        QCOMPARE(addresses(), QString());
        filter([](MessageFilter &) {});
        QCOMPARE(addresses(), QStringLiteral("c b a"));
    }

    void sortsByEveryColumn()
    {
        open();
        for (int column = 0; column < MessageTableModel::ColumnCount; ++column) {
            m_model->sort(column, Qt::AscendingOrder);
            QCOMPARE(m_model->rowCount(), 3);
        }
        m_model->sort(MessageTableModel::ReceiverColumn, Qt::AscendingOrder);
        QCOMPARE(addresses(), QStringLiteral("a c b"));
        m_model->sort(MessageTableModel::StateColumn, Qt::DescendingOrder);
        QCOMPARE(addresses(), QStringLiteral("c a b"));
    }

    void aChangeMovesInAndOutOfTheFilter()
    {
        open();
        filter([](MessageFilter &f) { f.states = {MessageState::Waiting}; });
        QCOMPARE(addresses(), QStringLiteral("b"));
        put(messageRow(2, {{"recipient", "b"}, {"template", "plumber_found"}, {"status", "sent"}, {"version", 2}}));
        m_messages->syncNow();
        QTRY_COMPARE(addresses(), QString());
        put(messageRow(2, {{"recipient", "b"}, {"template", "plumber_found"}, {"version", 3}}));
        m_messages->syncNow();
        QTRY_COMPARE(addresses(), QStringLiteral("b"));
    }

    void repliesNameTheirSender()
    {
        put(messageRow(4, {{"template", "reply"},
                           {"recipient", "+15125550143"},
                           {"lead_id", nullptr},
                           {"status", "sent"},
                           {"body", "Call me: naïve question"},
                           {"seen", false}}));
        put(messageRow(5, {{"template", "reply"}, {"recipient", "d"}, {"plumber_id", nullptr}, {"seen", true}}));
        open();
        filter([](MessageFilter &f) { f.states = {MessageState::Unseen}; });
        QCOMPARE(addresses(), QStringLiteral("+15125550143"));
        QCOMPARE(column(MessageTableModel::ReasonColumn), QStringList{QString::fromUtf8("Call me: naïve question")});
        QCOMPARE(column(MessageTableModel::ReceiverColumn), QStringList{QStringLiteral("Ann Lee")});
        filter([](MessageFilter &f) { f.text = QStringLiteral("naive"); });
        QCOMPARE(addresses(), QStringLiteral("+15125550143"));
        filter([](MessageFilter &f) { f.text = QStringLiteral("(512) 555-0143"); });
        QCOMPARE(addresses(), QStringLiteral("+15125550143"));
        filter([](MessageFilter &f) { f.states = {MessageState::Seen}; });
        QCOMPARE(column(MessageTableModel::ReceiverColumn), QStringList{QStringLiteral("Customer Number5")});
    }

    void anErasedCustomerHasNoName()
    {
        nlohmann::json lead = m_office->transport.row("leads", FakeTransport::leadId(2));
        lead["erased_at"] = lead["updated_at"];
        m_office->transport.put("leads", lead);
        open();
        QCOMPARE(column(MessageTableModel::ReceiverColumn)[1], QString());
        QCOMPARE(column(MessageTableModel::LeadColumn)[1], QStringLiteral("Drain Cleaning"));
    }

    void anIncompleteLeadIsCalledByWhatIsKnown()
    {
        nlohmann::json lead = m_office->transport.row("leads", FakeTransport::leadId(2));
        lead.update({{"first_name", ""}, {"last_name", ""}, {"service_needed", ""}});
        m_office->transport.put("leads", lead);
        open();
        QCOMPARE(column(MessageTableModel::ReceiverColumn)[1], QStringLiteral("(512) 555-0143"));
        QCOMPARE(column(MessageTableModel::LeadColumn)[1], QStringLiteral("(512) 555-0143"));
    }
};

QTEST_GUILESS_MAIN(TestMessageTableModel)
#include "tst_messagetablemodel.moc"
