#include "models/customer/proofpack.h"
#include "tests/ui/customerfixture.h"
#include "ui/customer/customerlinemodel.h"
#include "ui/customer/proofpages.h"
#include "ui/leads/leadtable.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::CustomerFixture;
using pl::test::FakeTransport;
using Who = pl::test::CustomerFixture::Who;

/// What is done with a customer's file, by keys in the whole window.
class TestCustomerDeeds : public QObject
{
    Q_OBJECT

    std::unique_ptr<CustomerFixture> m_test;

    void openFile(Who who)
    {
        if (!m_test)
            m_test = std::make_unique<CustomerFixture>(who);
        QVERIFY(m_test->open());
        m_test->press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        m_test->type(u"gonzalez"_s);
        m_test->press(Qt::Key_Return);
        QTRY_VERIFY(m_test->isOpen());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { m_test->press(key, modifiers); }
    QDialog *form(const char *name) { return m_test->find<QDialog>(name); }
    void openForm(Qt::Key key, const char *name)
    {
        press(key);
        QTRY_VERIFY(form(name)->isVisible());
    }
    static void submit(QDialog *form) { QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier); }
    static void choose(QDialog *form, const char *box, const QString &text)
    {
        auto *list = form->findChild<QComboBox *>(QLatin1StringView(box));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        while (list->currentText() != text) {
            const int row = list->currentIndex();
            QTest::keyClick(list, Qt::Key_Down);
            QVERIFY2(list->currentIndex() > row, qPrintable(text));
        }
    }
    QByteArray read(const QString &name)
    {
        QFile file(m_test->folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList saved() { return QDir(m_test->folder.path()).entryList(QDir::Files, QDir::Name); }
    /// How many were written for a channel.
    std::size_t refusals(const char *channel)
    {
        std::size_t many = 0;
        for (const auto &request : m_test->office.transport.requests())
            if (request.method == "POST" && request.target.startsWith("/rest/v1/contact_refusals"))
                for (const json &row : json::parse(request.body.toStdString()))
                    many += row["channel"] == channel ? 1 : 0;
        return many;
    }
    /// What the server answers about erasing; `erase` runs as it erases.
    void playErasing(const std::function<void()> &erase)
    {
        const json counts{{"leads", 2}, {"events", 1}, {"messages", 0}, {"journal", 1}, {"disputes", 1}};
        m_test->played.answers["preview_erasing"] = [counts](const json &) { return Result<json>(counts); };
        m_test->played.answers["erase_person"] = [counts, erase](const json &) {
            erase();
            return Result<json>(counts);
        };
    }
    void eraseByKeys(const QString &typed)
    {
        openForm(Qt::Key_Delete, "eraseForm");
        QTRY_VERIFY(m_test->text("erasingGoes").contains(u"2 leads"));
        auto *field = form("eraseForm")->findChild<QLineEdit *>(u"confirmation"_s);
        field->setFocus();
        QTest::keyClicks(field, typed);
        submit(form("eraseForm"));
    }

private Q_SLOTS:
    void cleanup() { m_test.reset(); }

    void aProofPackIsSavedAsPdfAndJsonAndItsChainIsChecked()
    {
        openFile(Who::Staff);
        openForm(Qt::Key_P, "customerFileForm");
        submit(form("customerFileForm"));
        QTRY_VERIFY(m_test->notice().contains(u"chain of hashes is unbroken"));
        QCOMPARE(saved().size(), 2);
        QCOMPARE(m_test->asked.size(), 1);
        for (const char *secret : {"Maria", "Gonzalez", "5550143"})
            QVERIFY2(!saved().join(u' ').contains(QLatin1StringView(secret)), secret);
        QVERIFY(read(saved().last()).startsWith("%PDF-"));
        const auto isIntact = customer::ProofPack::isIntact(read(saved().first()));
        QVERIFY(isIntact && *isIntact);
        QTRY_VERIFY(!m_test->activityOf("proof_made").is_null());
        const json line = m_test->activityOf("proof_made");
        QVERIFY(line["detail"]["format"] == "pdf+json");
        QCOMPARE(line["detail"].contains("hash"), true);
    }

    /// The pages themselves: every part, the words, and others' words as text.
    void aProofPacksPagesSayEverything()
    {
        openFile(Who::Staff);
        customer::StoredRows rows;
        json lead = m_test->office.transport.row("leads", FakeTransport::leadId(1));
        lead["description"] = "<b>leaks</b>";
        rows.leads = json::array({lead});
        rows.history = json::array();
        rows.deeds = json::array({{{"id", 7},
                                   {"at", "2026-11-08T10:00:00+00:00"},
                                   {"actor", "ada@office.test"},
                                   {"kind", "refund_requested"},
                                   {"lead_id", lead["id"]},
                                   {"plumber_id", nullptr},
                                   {"subject", nullptr},
                                   {"detail", {{"cents", 4500}, {"currency", "usd"}}}}});
        rows.payments = json::array({{{"id", "44444444-4444-4444-8444-444444444444"},
                                      {"lead_id", lead["id"]},
                                      {"amount_cents", 4500},
                                      {"currency", "usd"},
                                      {"status", "refund_requested"},
                                      {"created_at", "2026-11-01T10:05:00+00:00"}}});
        const CustomerKey key{u"+15125550143"_s, u"maria@home.test"_s};
        const auto file = customer::PersonFile::of(key, rows);
        const customer::ProofPack pack(file.leads.first(), file, {u"Acme"_s, u"sam@office.test"_s, m_test->office.now});
        const QString html = proofHtml(pack, [](const QUuid &) { return QString(); });
        for (const QString &words :
             {u"Proof pack"_s, u"Acme"_s, u"You may call me"_s, u"203.0.113.9"_s, u"(512) 555-0143"_s, u"Maria"_s,
              u"Who was considered, and why"_s, u"requested a refund of $45.00"_s, u"ada@office.test"_s,
              u"refund requested"_s, u"Nothing is recorded."_s, u"SHA-256 of the JSON document"_s})
            QVERIFY2(html.contains(words), qPrintable(words));
        QVERIFY(html.contains(u"&lt;b&gt;leaks&lt;/b&gt;"));
        QVERIFY(!html.contains(u"<b>leaks"));
        QVERIFY(!html.contains(u"refund_requested"));
    }

    void aProofOfAnAlteredHistoryWarns()
    {
        m_test = std::make_unique<CustomerFixture>(Who::Staff);
        m_test->alterLine(1, 1);
        openFile(Who::Staff);
        openForm(Qt::Key_P, "customerFileForm");
        auto *lead = form("customerFileForm")->findChild<QComboBox *>(u"lead"_s);
        lead->setCurrentIndex(lead->findData(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)))));
        choose(form("customerFileForm"), "format", u"JSON, for a program"_s);
        submit(form("customerFileForm"));
        QTRY_VERIFY(
            m_test->notice().contains(u"Warning: the history was changed in the database. Line 1 was altered."));
        QCOMPARE(saved().size(), 1);
        QVERIFY(json::parse(read(saved().first()).toStdString())["chain"]["fault"] == "line_altered");
    }

    void aFileThatCantBeWrittenIsSaid()
    {
        openFile(Who::Staff);
        m_test->files.chooseFile = [](QWidget *, const QString &, const auto &chosen) {
            chosen(u"/nowhere/at/all/proof.pdf"_s);
        };
        openForm(Qt::Key_P, "customerFileForm");
        submit(form("customerFileForm"));
        auto *problem = form("customerFileForm")->findChild<ProblemLabel *>(u"formProblem"_s);
        QTRY_VERIFY(problem->text().contains(u"could not be written"));
        QVERIFY(form("customerFileForm")->isVisible());
        QVERIFY(m_test->activityOf("proof_made").is_null());
    }

    void theFileIsGivenWithoutOthersData()
    {
        openFile(Who::Staff);
        openForm(Qt::Key_G, "customerFileForm");
        choose(form("customerFileForm"), "format", u"JSON, for a program"_s);
        submit(form("customerFileForm"));
        QTRY_COMPARE(saved().size(), 1);
        const QString given = QString::fromUtf8(read(saved().first()));
        QVERIFY(given.contains(u"wants a call after six"));
        QVERIFY(given.contains(u"maria@home.test") && given.contains(u"m.gonzalez@work.test"));
        QVERIFY(!given.contains(u"ada@office.test") && !given.contains(u"Stone"));
        QTRY_VERIFY(!m_test->activityOf("person_exported").is_null());
        QVERIFY(m_test->activityOf("person_exported")["detail"]["leads"] == 2);
    }

    void doNotCallIsEnteredAndShownOnTheLead()
    {
        openFile(Who::Staff);
        openForm(Qt::Key_D, "refusalForm");
        auto *reason = form("refusalForm")->findChild<QLineEdit *>(u"reason"_s);
        reason->setFocus();
        QTest::keyClicks(reason, u"at night"_s);
        submit(form("refusalForm"));
        QTRY_VERIFY(!form("refusalForm")->isVisible());
        QCOMPARE(refusals("call"), std::size_t(1));
        QTRY_VERIFY(m_test->find<ChipLabel>("customerRefused")->isVisible());
        QCOMPARE(m_test->find<ChipLabel>("customerRefused")->text(), u"No calls"_s);
        press(Qt::Key_Escape);
        auto *table = m_test->find<LeadTable>("leadsTable");
        QTRY_VERIFY(table->isVisible());
        QVERIFY(table->selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)))));
        QTRY_COMPARE(m_test->find<ChipLabel>("leadRefused")->text(), u"No calls"_s);
    }

    void doNotSellSaysWhatItMeansAndCountsForNumberAndAddress()
    {
        openFile(Who::Staff);
        openForm(Qt::Key_D, "refusalForm");
        choose(form("refusalForm"), "channel", u"Do not sell"_s);
        QVERIFY(m_test->text("refusalEffect").contains(u"can't be assigned to a plumber any more"));
        submit(form("refusalForm"));
        QTRY_VERIFY(!form("refusalForm")->isVisible());
        QCOMPARE(refusals("sale"), std::size_t(2));
        QTRY_COMPARE(m_test->find<ChipLabel>("customerRefused")->text(), u"Do not sell"_s);
    }

    void anAdminTakesItBackWithAReason()
    {
        openFile(Who::Admin);
        openForm(Qt::Key_D, "refusalForm");
        submit(form("refusalForm"));
        QTRY_VERIFY(m_test->find<QAction>("takeBackAction")->isEnabled());
        openForm(Qt::Key_T, "takeBackForm");
        submit(form("takeBackForm"));
        QVERIFY(form("takeBackForm")->isVisible());
        QCOMPARE(form("takeBackForm")->findChild<ProblemLabel *>(u"reasonProblem"_s)->text(), u"Why is needed."_s);
        QTest::keyClicks(form("takeBackForm")->findChild<QLineEdit *>(u"reason"_s), u"she called again"_s);
        submit(form("takeBackForm"));
        QTRY_VERIFY(!form("takeBackForm")->isVisible());
        QTRY_VERIFY(!m_test->find<ChipLabel>("customerRefused")->isVisible());
        QTRY_VERIFY(std::any_of(m_test->office.transport.requests().cbegin(),
                                m_test->office.transport.requests().cend(), [](const auto &request) {
                                    return request.method == "POST" &&
                                           request.target.startsWith("/rest/v1/lead_events") &&
                                           request.body.contains("she called again");
                                }));
    }

    void erasingWantsTheLastDigitsTyped()
    {
        m_test = std::make_unique<CustomerFixture>(Who::Admin);
        playErasing([] {});
        openFile(Who::Admin);
        eraseByKeys(u"9999"_s);
        auto *problem = form("eraseForm")->findChild<ProblemLabel *>(u"confirmationProblem"_s);
        QTRY_VERIFY(!problem->text().isEmpty());
        QCOMPARE(m_test->played.asked("erase_person"), 0);
        QVERIFY(m_test->text("erasingStays").contains(u"1 dispute with a bank"));
        press(Qt::Key_Escape);
    }

    void erasedIsGoneFromTheWindow()
    {
        m_test = std::make_unique<CustomerFixture>(Who::Admin);
        playErasing([this] {
            m_test->eraseLead(1);
            m_test->eraseLead(2);
        });
        openFile(Who::Admin);
        m_test->office.undo.push(u"Assign Maria Gonzalez to Ann Lee"_s,
                                 [] { return QtFuture::makeReadyFuture(Result<>()); });
        eraseByKeys(u"0143"_s);
        auto *state = m_test->find<StatePage>("customerState");
        QTRY_COMPARE(state->headline(), u"Erased for good"_s);
        QVERIFY(m_test->played.newest("erase_person")["phone"] == CustomerFixture::kPhone);
        QCOMPARE(m_test->syncs, 1);
        QTRY_VERIFY(!m_test->office.undo.canUndo());
        const auto lead = [this] {
            return m_test->office.replica.lead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1))));
        };
        QTRY_VERIFY(lead()->erasedAt);
        QVERIFY(lead()->fullName().isEmpty());
        for (const QLabel *label : m_test->window->findChildren<QLabel *>())
            QVERIFY2(!label->text().contains(u"Gonzalez"), qPrintable(label->objectName()));
        for (const ElidedLabel *label : m_test->window->findChildren<ElidedLabel *>())
            QVERIFY2(!label->text().contains(u"Gonzalez"), qPrintable(label->objectName()));
        QCOMPARE(m_test->find<QListWidget>("customerFound")->count(), 0);
    }

    /// Somebody else erased the customer whose file is open here, whose number was copied, and whose form is open.
    void erasedElsewhereClosesFormsCopiesAndTheFile()
    {
        m_test = std::make_unique<CustomerFixture>(Who::Staff);
        QVERIFY(m_test->open());
        auto *table = m_test->find<LeadTable>("leadsTable");
        QVERIFY(table->selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)))));
        table->setFocus();
        press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"(512) 555-0143"_s);
        press(Qt::Key_E);
        QTRY_VERIFY(form("leadForm")->isVisible());
        m_test->eraseLead(1);
        QTRY_VERIFY(!form("leadForm")->isVisible());
        QCOMPARE(QGuiApplication::clipboard()->text(), QString());

        QVERIFY(table->selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(2)))));
        table->setFocus();
        press(Qt::Key_F);
        QTRY_VERIFY(m_test->isOpen());
        m_test->eraseLead(2);
        QTRY_VERIFY(!m_test->isOpen());
        QCOMPARE(m_test->find<StatePage>("customerState")->headline(), u"Find a customer"_s);
    }

    void aSilentServerErasesNothingAndSaysSo()
    {
        m_test = std::make_unique<CustomerFixture>(Who::Admin);
        m_test->played.refuse("preview_erasing", u"The journal is locked."_s);
        openFile(Who::Admin);
        openForm(Qt::Key_Delete, "eraseForm");
        auto *problem = form("eraseForm")->findChild<ProblemLabel *>(u"formProblem"_s);
        QTRY_COMPARE(problem->text(), u"The journal is locked."_s);
        playErasing([] {});
        submit(form("eraseForm")); // asks again
        QTRY_VERIFY(m_test->text("erasingGoes").contains(u"2 leads"));
        QCOMPARE(m_test->played.asked("erase_person"), 0);
    }
};

QTEST_MAIN(TestCustomerDeeds)
#include "tst_customerdeeds.moc"
