#include "tests/ui/leadsfixture.h"
#include "ui/leads/leadform.h"
#include "ui/leads/leadselection.h"
#include "ui/plumbers/plumberform.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/draftstore.h"
#include "ui/widgets/noteeditor.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

namespace {

QUuid numbered(int lead)
{
    return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(lead)));
}

/// The program's window over an office of its own.
struct Program
{
    test::OfficeFixture office;
    std::unique_ptr<Theme> theme;
    std::unique_ptr<MainWindow> window;

    template <class W>
    W *find(const char *name) const
    {
        return window->findChild<W *>(QLatin1StringView(name));
    }
    LeadTable *table() const { return find<LeadTable>("leadsTable"); }
    LeadForm *leadForm() const { return find<LeadForm>("leadForm"); }
    PlumberForm *plumberForm() const { return find<PlumberForm>("plumberForm"); }
    NoteEditor *noteEditor() const
    {
        for (NoteEditor *editor : window->findChildren<NoteEditor *>())
            if (editor->isOpen())
                return editor;
        return nullptr;
    }
    QPlainTextEdit *noteText() const
    {
        return noteEditor() ? noteEditor()->findChild<QPlainTextEdit *>(QStringLiteral("noteText")) : nullptr;
    }
    Notice *notice() const
    {
        return window->centralWidget()->findChildren<Notice *>(Qt::FindDirectChildrenOnly).last();
    }
    void pressNotice() const
    {
        QTest::mouseClick(notice()->findChild<QWidget *>(QStringLiteral("noticeAction")), Qt::LeftButton);
    }
    QStringList drafts()
    {
        QStringList found = office.settings.allKeys();
        found.removeIf([](const QString &key) { return !key.startsWith(QStringLiteral("drafts/")); });
        return found;
    }
    /// Of the only draft of a form.
    QVariant kept(const char *field)
    {
        const QVariantMap draft = office.settings.value(drafts().value(0)).toMap();
        return draft.value(QStringLiteral("fields")).toMap().value(QLatin1StringView(field));
    }
    void trigger(const char *action) const { find<QAction>(action)->trigger(); }
};

QLineEdit *line(const QDialog *form, const char *column)
{
    return form->findChild<QLineEdit *>(QLatin1StringView(column));
}

} // namespace

/// What is there again after the program ended, also without a chance to save anything.
class TestWindowSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QGuiApplication::setQuitOnLastWindowClosed(false); }
    void cleanup() { m_program.reset(); }

    void aHalfWrittenLeadIsThereAfterACrash()
    {
        start();
        m_program->trigger("actionNewLead");
        QTRY_VERIFY(m_program->leadForm()->isVisible());
        QTest::keyClicks(line(m_program->leadForm(), "first_name"), QStringLiteral("Maria"));
        QTest::keyClicks(line(m_program->leadForm(), "phone_number"), QStringLiteral("512 555 0143"));
        m_program->leadForm()->findChild<QComboBox *>(QStringLiteral("urgency"))->setCurrentIndex(1);
        QTRY_VERIFY(!m_program->kept("urgency").isNull());
        crash();
        QTRY_VERIFY(m_program->notice()->isVisible());
        QCOMPARE(m_program->notice()->text(),
                 QStringLiteral("You were entering a lead. What you typed is still here."));
        m_program->pressNotice();
        QTRY_VERIFY(m_program->leadForm()->isVisible());
        QCOMPARE(line(m_program->leadForm(), "first_name")->text(), QStringLiteral("Maria"));
        QCOMPARE(m_program->leadForm()->findChild<QComboBox *>(QStringLiteral("urgency"))->currentIndex(), 1);
        QVERIFY(m_program->leadForm()->findChild<QWidget *>(QStringLiteral("draftWords"))->isVisible());
        QTest::keyClick(m_program->leadForm(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!m_program->leadForm()->isVisible());
        QCOMPARE(m_program->drafts(), QStringList());
        QCOMPARE(m_program->office.transport.count("leads"), 4U);
    }

    void startOverEmptiesTheForm()
    {
        startWithHalfALead();
        crash();
        m_program->trigger("actionNewLead");
        QTRY_VERIFY(m_program->leadForm()->isVisible());
        auto *again = m_program->leadForm()->findChild<QPushButton *>(QStringLiteral("draftStartOver"));
        QTest::mouseClick(again, Qt::LeftButton);
        QCOMPARE(line(m_program->leadForm(), "first_name")->text(), QString());
        QVERIFY(!again->isVisible());
        QCOMPARE(m_program->drafts(), QStringList());
        QTest::keyClick(m_program->leadForm(), Qt::Key_Escape); // nothing to be asked about
        QVERIFY(!m_program->leadForm()->isVisible());
    }

    /// To look at it is not to type.
    void aDraftKeepsItsTime()
    {
        const QString since = QStringLiteral("since");
        const qint64 before = 1'700'000'000'000;
        startWithHalfALead();
        QTest::keyClicks(line(m_program->leadForm(), "last_name"), QStringLiteral("Gonzalez"));
        QTRY_COMPARE(m_program->kept("last_name").toString(), QStringLiteral("Gonzalez"));
        const QString key = m_program->drafts().first();
        QVariantMap draft = m_program->office.settings.value(key).toMap();
        draft.insert(since, before);
        m_program->office.settings.setValue(key, draft);
        crash();
        m_program->trigger("actionNewLead");
        QTRY_COMPARE(line(m_program->leadForm(), "last_name")->text(), QStringLiteral("Gonzalez"));
        m_program->window.reset(); // what waits is written at the latest now
        QCOMPARE(m_program->office.settings.value(key).toMap().value(since).toLongLong(), before);
    }

    void whatIsDiscardedIsGone()
    {
        startWithHalfALead();
        QTest::keyClick(m_program->leadForm(), Qt::Key_Escape);
        QTest::keyClick(m_program->leadForm(), Qt::Key_Escape);
        QVERIFY(!m_program->leadForm()->isVisible());
        QCOMPARE(m_program->drafts(), QStringList());
        m_program->trigger("actionNewLead");
        QCOMPARE(line(m_program->leadForm(), "first_name")->text(), QString());
    }

    /// Somebody else changed another field meanwhile.
    void aHalfEditedLeadKeepsWhatOthersChanged()
    {
        start();
        m_program->window->showLeads(LeadView::All);
        m_program->table()->selectLead(numbered(2));
        m_program->trigger("actionEdit");
        QTRY_VERIFY(m_program->leadForm()->isVisible());
        line(m_program->leadForm(), "first_name")->setText(QStringLiteral("Corrected"));
        QTRY_COMPARE(m_program->drafts().size(), 1);
        crash([](FakeTransport &server) {
            nlohmann::json row = server.row("leads", FakeTransport::leadId(2));
            row.update({{"last_name", "Other"}, {"version", 2}, {"updated_at", server.nextTime()}});
            server.put("leads", row);
        });
        QTRY_VERIFY(m_program->notice()->isVisible());
        QCOMPARE(m_program->notice()->text(),
                 QStringLiteral("You were changing Customer Other. What you typed is still here."));
        m_program->pressNotice();
        QTRY_VERIFY(m_program->leadForm()->isVisible());
        QCOMPARE(line(m_program->leadForm(), "first_name")->text(), QStringLiteral("Corrected"));
        QCOMPARE(line(m_program->leadForm(), "last_name")->text(), QStringLiteral("Other"));
    }

    void aHalfWrittenPlumberIsThereWithServicesAndHours()
    {
        start();
        m_program->window->showPlumbers();
        m_program->window->findChild<PlumbersView *>()->addPlumber();
        QTRY_VERIFY(m_program->plumberForm()->isVisible());
        QTest::keyClicks(line(m_program->plumberForm(), "last_name"), QStringLiteral("Lee"));
        QWidget *services = m_program->plumberForm()->findChild<QWidget *>(QStringLiteral("services"));
        QVERIFY(services->setProperty("services", QStringList{QStringLiteral("Drain Cleaning")}));
        m_program->plumberForm()->findChild<QCheckBox *>(QStringLiteral("hoursAlways"))->click();
        line(m_program->plumberForm(), "hoursOfDay1")->setText(QStringLiteral("8-12, 1"));
        QTRY_VERIFY(!m_program->kept("services").isNull());
        crash();
        QTRY_VERIFY(m_program->notice()->isVisible());
        m_program->pressNotice();
        QTRY_VERIFY(m_program->plumberForm()->isVisible());
        QCOMPARE(line(m_program->plumberForm(), "last_name")->text(), QStringLiteral("Lee"));
        services = m_program->plumberForm()->findChild<QWidget *>(QStringLiteral("services"));
        QCOMPARE(services->property("services").toStringList(), QStringList{QStringLiteral("Drain Cleaning")});
        QVERIFY(!m_program->plumberForm()->findChild<QCheckBox *>(QStringLiteral("hoursAlways"))->isChecked());
        QCOMPARE(line(m_program->plumberForm(), "hoursOfDay1")->text(), QStringLiteral("8-12, 1"));
        QVERIFY(!line(m_program->plumberForm(), "hoursOfDay2")->text().isEmpty());
        QVERIFY(line(m_program->plumberForm(), "hoursOfDay7")->text().isEmpty());
    }

    void aHalfWrittenNoteIsThereForItsLead()
    {
        startWithHalfANote();
        crash();
        QTRY_VERIFY(m_program->notice()->isVisible());
        QCOMPARE(m_program->notice()->text(),
                 QStringLiteral("You were writing a note on Customer Number2. It is still here."));
        m_program->table()->selectLead(numbered(1));
        m_program->pressNotice();
        QTRY_VERIFY(m_program->noteEditor());
        QCOMPARE(m_program->noteEditor()->leadId(), numbered(2));
        QCOMPARE(m_program->noteText()->toPlainText(), QStringLiteral("Wants a quote"));
        QTest::keyClick(m_program->noteText(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!m_program->noteEditor());
        QCOMPARE(m_program->drafts(), QStringList());
    }

    void whatWasTypedAboutAnErasedCustomerGoes()
    {
        startWithHalfANote();
        crash([](FakeTransport &server) {
            nlohmann::json row = server.row("leads", FakeTransport::leadId(2));
            row.update({{"erased_at", server.nextTime()}, {"version", 2}});
            server.put("leads", row);
        });
        QTRY_COMPARE(m_program->drafts(), QStringList());
    }

    void anotherAccountDoesNotSeeIt()
    {
        startWithHalfALead();
        crash({}, QStringLiteral("ada@office.test"));
        m_program->trigger("actionNewLead");
        QTRY_VERIFY(m_program->leadForm()->isVisible());
        QCOMPARE(line(m_program->leadForm(), "first_name")->text(), QString());
        QVERIFY(!m_program->notice()->isVisible());
        QCOMPARE(m_program->drafts().size(), 1);
        const QString here = DraftStore::accountOf(QStringLiteral("office.example"), QStringLiteral("SAM@office.test"));
        DraftStore::forget(m_program->office.settings, here);
        QCOMPARE(m_program->drafts(), QStringList());
    }

    void forgettingKeepsNothingFromThenOn()
    {
        startWithHalfALead();
        m_program->window->forgetDrafts();
        QCOMPARE(m_program->drafts(), QStringList());
        QTest::keyClicks(line(m_program->leadForm(), "first_name"), QStringLiteral("more"));
        m_program->window.reset(); // what waits is written at the latest now
        QCOMPARE(m_program->drafts(), QStringList());
    }

    void theListIsWhereItWas()
    {
        start(80);
        m_program->window->showLeads(LeadView::All);
        m_program->table()->selectLead(numbered(30));
        m_program->table()->selection().set({numbered(31), numbered(33)});
        m_program->table()->verticalScrollBar()->setValue(m_program->table()->verticalScrollBar()->maximum() / 2);
        const QUuid top = m_program->table()->topLead();
        QVERIFY(!top.isNull());
        m_program->trigger("actionDetach");
        QTRY_VERIFY(m_program->office.settings.value(QStringLiteral("session/detached")).toBool());
        QTRY_COMPARE(m_program->office.settings.value(QStringLiteral("session/leads"))
                         .toMap()
                         .value(QStringLiteral("top"))
                         .toUuid(),
                     top);
        crash([](FakeTransport &server) { // a new one, above all others
            nlohmann::json row = FakeTransport::lead(99, "Newer", "Lead");
            row["created_at"] = row["updated_at"] = server.nextTime();
            server.put("leads", row);
        });
        QTRY_COMPARE(m_program->table()->currentLead(), numbered(30));
        QCOMPARE(m_program->table()->selection().count(), 2);
        QVERIFY(m_program->table()->selection().contains(numbered(33)));
        QCOMPARE(m_program->table()->topLead(), top);
        QVERIFY(m_program->find<QWidget>("detachedPane")->isVisible());
    }

    void aClosedWindowRemembersItsDetails()
    {
        start();
        m_program->trigger("actionDetach");
        QTRY_VERIFY(m_program->office.settings.value(QStringLiteral("session/detached")).toBool());
        QApplication::closeAllWindows(); // as Quit does
        QVERIFY(!m_program->window->isVisible());
        crash();
        QTRY_VERIFY(m_program->find<QWidget>("detachedPane"));
    }

private:
    void start(int leads = 3)
    {
        m_leads = leads;
        m_program = std::make_unique<Program>();
        open([](FakeTransport &) {});
    }
    void open(const std::function<void(FakeTransport &)> &change)
    {
        Program &program = *m_program;
        program.office.transport.fillOffice(m_leads);
        change(program.office.transport);
        program.theme = std::make_unique<Theme>(program.office.settings);
        program.window = std::make_unique<MainWindow>(program.office.context, *program.theme);
        program.window->resize(1400, 900);
        program.window->show();
        QVERIFY(QTest::qWaitForWindowExposed(program.window.get()));
        program.office.start();
        QTRY_VERIFY(program.office.isLive());
        QTRY_VERIFY(program.table()->model()->rowCount() > 0);
    }
    /// Another start with what the settings hold right now: nobody was asked to save anything.
    void crash(const std::function<void(FakeTransport &)> &meanwhile = {}, const QString &email = {})
    {
        auto next = std::make_unique<Program>();
        for (const QString &key : m_program->office.settings.allKeys())
            next->office.settings.setValue(key, m_program->office.settings.value(key));
        m_program = std::move(next);
        if (!email.isEmpty())
            m_program->office.context.userEmail = email;
        open(meanwhile ? meanwhile : [](FakeTransport &) {});
    }
    void startWithHalfALead()
    {
        start();
        m_program->trigger("actionNewLead");
        QTRY_VERIFY(m_program->leadForm()->isVisible());
        QTest::keyClicks(line(m_program->leadForm(), "first_name"), QStringLiteral("Maria"));
        QTRY_COMPARE(m_program->kept("first_name").toString(), QStringLiteral("Maria"));
    }
    void startWithHalfANote()
    {
        start();
        m_program->table()->selectLead(numbered(2));
        m_program->trigger("actionNote");
        QTRY_VERIFY(m_program->noteEditor());
        QTest::keyClicks(m_program->noteText(), QStringLiteral("Wants a quote"));
        QTest::keyClick(m_program->noteText(), Qt::Key_Escape);
        QTRY_COMPARE(m_program->drafts().size(), 1);
        QTRY_COMPARE(m_program->office.settings.value(m_program->drafts().first()).toString(),
                     QStringLiteral("Wants a quote"));
    }

    int m_leads = 3;
    std::unique_ptr<Program> m_program;
};

QTEST_MAIN(TestWindowSession)
#include "tst_windowsession.moc"
