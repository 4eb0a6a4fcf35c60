#include "tests/ui/hostileoffice.h"
#include "ui/account/idlelock.h"
#include "ui/help/diagnostics.h"
#include "ui/help/reportdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/theme.h"
#include "ui/widgets/draftstore.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::ui;

namespace {

const QString kMark = QStringLiteral("Marqued");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What is handed to somebody who helps: facts about the program, and the report of a crash. Nothing of the office's.
class TestDiagnostics : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<test::HostileOffice> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QString m_openedFolder;

    void open()
    {
        m_window = std::make_unique<MainWindow>(m_office->office.context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    Notice *notice() const
    {
        return m_window->centralWidget()->findChildren<Notice *>(Qt::FindDirectChildrenOnly).last();
    }
    void pressNotice() const
    {
        QTest::mouseClick(notice()->findChild<QWidget *>(QStringLiteral("noticeAction")), Qt::LeftButton);
    }
    ReportDialog *dialog() const { return m_window->findChild<ReportDialog *>(QStringLiteral("reportDialog")); }
    template <class W>
    W *inDialog(const char *name) const
    {
        return dialog()->findChild<W *>(QLatin1StringView(name));
    }
    QString shownText() const { return inDialog<QPlainTextEdit>("reportText")->toPlainText(); }
    void copyDiagnostics() const { m_window->findChild<QAction *>(QStringLiteral("actionCopyDiagnostics"))->trigger(); }
    QString report(const QByteArray &text) const
    {
        const QString path = m_folder.filePath(QStringLiteral("crash-20261130-051200.txt"));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::HostileOffice>(kMark + QStringLiteral(" <b>Ada</b>"));
        m_office->office.context.userEmail = QStringLiteral("marqued@office.test");
        m_office->office.context.serverName = QStringLiteral("marqued.example");
        for (const char *key : {"alerts/messages", "alerts/newLeads"}) // they would take the notice's place
            m_office->office.settings.setValue(QLatin1StringView(key), false);
        m_openedFolder.clear();
        m_office->files.openFolder = [this](const QString &path) { m_openedFolder = path; };
        m_theme = std::make_unique<Theme>(m_office->office.settings);
        QGuiApplication::clipboard()->clear();
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
    }

    void nothingOfTheOfficeIsInThem()
    {
        open();
        QVERIFY(m_office->load());
        copyDiagnostics();
        const QString text = QGuiApplication::clipboard()->text();
        for (const QString &word : {kMark, QStringLiteral("office.test"), QStringLiteral("@"),
                                    m_office->office.settings.fileName(), QDir::homePath() + u'/'})
            QVERIFY2(!text.contains(word, Qt::CaseInsensitive), qPrintable(word + u'\n' + text));
        const qsizetype leads = m_office->office.replica.leadCount();
        QVERIFY(leads > 0);
        QVERIFY(text.contains(QStringLiteral("rows.leads: %1\n").arg(leads)));
        QVERIFY(text.contains(QStringLiteral("rows.payments: 3\n")));
        QVERIFY(text.contains(QStringLiteral("program: " PL_VERSION "\n")));
        QVERIFY(text.contains(QStringLiteral("connection: live\n")));
        QVERIFY(text.contains(QStringLiteral("role: admin\n")));
        QVERIFY(text.contains(QStringLiteral("window: 1400x900\n")));
    }

    void whatIsNotKnownSaysSo()
    {
        Diagnostics facts;
        facts.connection = QStringLiteral("loading");
        const QString text = diagnosticsText(facts);
        QVERIFY(text.contains(QStringLiteral("server: unknown\n")));
        QVERIFY(text.contains(QStringLiteral("seconds-since-sync: unknown\n")));
        QVERIFY(!text.contains(QStringLiteral("last-error")));
        facts.server = QStringLiteral("1.2.3");
        facts.secondsSinceSync = 4;
        facts.lastError = 8;
        facts.isSupabase = true;
        facts.screens = {{QSize(1920, 1080), 1.5, 96}};
        const QString known = diagnosticsText(facts);
        QVERIFY(known.contains(QStringLiteral("server: 1.2.3\n")));
        QVERIFY(known.contains(QStringLiteral("store: supabase\n")));
        QVERIFY(known.contains(QStringLiteral("seconds-since-sync: 4\n")));
        QVERIFY(known.contains(QStringLiteral("last-error: 8\n")));
        QVERIFY(known.contains(QStringLiteral("screen-size-scale-dpi: 1920x1080, 1.5, 96\n")));
    }

    void ofAVersionOnlyTheNumberIsTaken_data()
    {
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("number");
        QTest::newRow("plain") << QStringLiteral("1.2.3") << QStringLiteral("1.2.3");
        QTest::newRow("with a word") << QStringLiteral("6.1.0-ada-lovelace") << QStringLiteral("6.1.0");
        QTest::newRow("a name") << QStringLiteral("Ada 1.2") << QString();
        QTest::newRow("a phone number") << QStringLiteral("5551234567") << QStringLiteral("555123");
        QTest::newRow("nothing") << QString() << QString();
    }
    void ofAVersionOnlyTheNumberIsTaken()
    {
        QFETCH(QString, told);
        QTEST(versionNumber(told), "number");
    }

    void whatWasCopiedCanBeReadAndSaved()
    {
        open();
        copyDiagnostics();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(!copied.isEmpty());
        QCOMPARE(notice()->text(),
                 QStringLiteral("Diagnostics copied. They hold versions and counts, no names or addresses."));
        pressNotice();
        QVERIFY(dialog());
        QTRY_VERIFY(dialog()->isVisible());
        QCOMPARE(shownText(), copied);
        QVERIFY(inDialog<QPlainTextEdit>("reportText")->isReadOnly());
        QGuiApplication::clipboard()->clear();
        QTest::mouseClick(inDialog<QPushButton>("reportCopy"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), copied);
        m_office->savePath = m_folder.filePath(QStringLiteral("saved.txt"));
        QTest::mouseClick(inDialog<QPushButton>("reportSave"), Qt::LeftButton);
        QCOMPARE(m_office->wantedName, QStringLiteral("plumber-leads-diagnostics.txt"));
        QCOMPARE(QString::fromUtf8(contentOf(m_office->savePath)), copied);
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
    }

    void aFileThatCantBeWrittenIsTold()
    {
        open();
        copyDiagnostics();
        pressNotice();
        m_office->savePath = m_folder.filePath(QStringLiteral("no/such/folder/saved.txt"));
        QTest::mouseClick(inDialog<QPushButton>("reportSave"), Qt::LeftButton);
        const auto *problem = inDialog<QLabel>("reportProblem");
        QVERIFY(problem->text().startsWith(QStringLiteral("The file could not be written: ")));
        m_office->savePath = m_folder.filePath(QStringLiteral("second.txt"));
        QTest::mouseClick(inDialog<QPushButton>("reportSave"), Qt::LeftButton);
        QCOMPARE(problem->text(), QString());
    }

    void aCrashIsToldAndItsReportShown()
    {
        open();
        const QString file = report("signal: SIGSEGV at 0x0\n#00 <b>plumber-leads</b>+0x12\n");
        const QWidget *focus = m_window->focusWidget();
        m_window->offerCrashReport(file);
        QVERIFY(notice()->isVisible());
        QCOMPARE(notice()->text(), QStringLiteral("Plumber Leads closed unexpectedly last time. A report was saved."));
        QVERIFY(!dialog());
        QCOMPARE(m_window->focusWidget(), focus);
        pressNotice();
        QVERIFY(dialog());
        QCOMPARE(shownText().toUtf8(), contentOf(file));
        QVERIFY(!inDialog<QPushButton>("reportSave"));
        QTest::mouseClick(inDialog<QPushButton>("reportFolder"), Qt::LeftButton);
        QCOMPARE(m_openedFolder, file);
    }

    void withoutACrashNothingIsTold()
    {
        open();
        m_window->offerCrashReport({});
        QVERIFY(!notice()->isVisible());
    }

    void aReportThatIsGoneIsTold()
    {
        open();
        m_window->offerCrashReport(m_folder.filePath(QStringLiteral("crash-gone.txt")));
        pressNotice();
        QVERIFY(!dialog());
        QVERIFY(notice()->isVisible());
        QVERIFY(notice()->text().startsWith(QStringLiteral("The report could not be opened: ")));
    }

    void aLockedWindowTellsOfItOnceItIsOpen()
    {
        open();
        const QString file = report("signal: SIGABRT\n");
        m_window->idleLock().lock();
        m_window->offerCrashReport(file);
        QVERIFY(notice()->isHidden());
        m_window->idleLock().unlock();
        QTRY_VERIFY(!notice()->isHidden());
        QCOMPARE(notice()->text(), QStringLiteral("Plumber Leads closed unexpectedly last time. A report was saved."));
    }

    void whatWasHalfWrittenIsToldAfterIt()
    {
        const OfficeContext &context = m_office->office.context;
        {
            DraftStore drafts(m_office->office.settings, DraftStore::accountOf(context.serverName, context.userEmail));
            drafts.keep(QStringLiteral("form/leadForm"),
                        QVariantMap{{QStringLiteral("fields"), QVariantMap{{QStringLiteral("city"), kMark}}}});
        }
        open();
        m_window->offerCrashReport(report("signal: SIGABRT\n"));
        QVERIFY(m_office->load());
        QCoreApplication::processEvents(); // the window is told of drafts once the rows are there
        QCOMPARE(notice()->text(), QStringLiteral("Plumber Leads closed unexpectedly last time. A report was saved."));
        QTest::mouseClick(notice()->findChild<QWidget *>(QStringLiteral("noticeClose")), Qt::LeftButton);
        QTRY_COMPARE(notice()->text(), QStringLiteral("You were entering a lead. What you typed is still here."));
        QVERIFY(notice()->isVisible());
    }
};

QTEST_MAIN(TestDiagnostics)

#include "tst_diagnostics.moc"
