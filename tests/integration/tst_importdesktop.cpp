#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::ServerProcess;

/// An office moves in, by keys, with nothing stood in for: a file is dropped on the window, a wrong line is fixed in
/// place, the rows are imported, undone, and imported again.
class TestImportDesktop : public QObject
{
    Q_OBJECT

    static constexpr int kSoonMs = 20'000;

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Desktop> m_desktop;
    QTemporaryDir m_folder;

    QString fileOf(const char *name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    void drop(const QString &path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        const QPoint middle = m_desktop->window()->rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_desktop->window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_desktop->window(), &dropped);
    }
    QComboBox *field(int column) { return m_desktop->window()->findChild<QComboBox *>(u"importField%1"_s.arg(column)); }
    QTableView *checkTable() { return m_desktop->find<QTableView>("checkTable"); }
    ui::StatePage *state(const char *name) { return m_desktop->find<ui::StatePage>(name); }
    QString nextText() { return m_desktop->find<QPushButton>("importNext")->text(); }
    void goOn() { m_desktop->press(Qt::Key_Return, Qt::ControlModifier); }
    std::size_t leadsThere()
    {
        return m_server->rows(u"leads?select=id&import_id=not.is.null&withdrawn_at=is.null"_s).size();
    }
    bool importDone(const QString &headline)
    {
        return QTest::qWaitFor([&] { return state("importRunState")->headline() == headline; }, kSoonMs);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QCOMPARE(m_server->addUser(kAdmin, u"admin"_s, kPassword).exitCode, 0);
        QCOMPARE(m_server->addUser(kStaff, u"staff"_s, kPassword).exitCode, 0);
        m_desktop = std::make_unique<Desktop>();
        QVERIFY(m_desktop->signIn(m_server->url(), kAdmin, kPassword));
        m_desktop->window()->resize(1400, 900);
        QVERIFY(m_desktop->activate());
    }
    void cleanupTestCase()
    {
        m_desktop.reset();
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void aFileThatIsNoneIsRefusedInWords()
    {
        m_desktop->press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->find<QWidget>("importView")->isVisible(), kSoonMs);
        QCOMPARE(state("importFileState")->headline(), u"Import leads or plumbers"_s);
        drop(fileOf("page.csv", "<html><body>no table</body></html>"));
        QTRY_COMPARE_WITH_TIMEOUT(state("importFileState")->headline(), u"This file can’t be imported"_s, kSoonMs);
    }

    void aWrongLineIsFixedInPlaceAndTheRestImported()
    {
        drop(fileOf("hubspot.csv", "Record ID,First Name,Last Name,Email,Phone Number,Create Date,Lead Status,Color\n"
                                   "1,Ann,Lee,ann@example.com,(512) 555-0143,2026-03-01 10:00,Open,red\n"
                                   "2,Bob,May,bob example,,2026-03-02,New,blue\n"
                                   "3,Cy,Oak,cy@example.com,,2026-03-03,Closed Won,red\n"));
        QTRY_VERIFY_WITH_TIMEOUT(field(3) && field(3)->isVisible(), kSoonMs);
        QCOMPARE(field(3)->currentText(), u"E-mail"_s);
        QCOMPARE(field(5)->currentText(), u"Received on"_s);
        QCOMPARE(field(7)->currentText(), u"Don’t import"_s);
        QVERIFY(m_desktop->find<ui::PlainLabel>("importAbout")->text().contains(u"HubSpot"));
        goOn();
        QTRY_VERIFY_WITH_TIMEOUT(checkTable()->isVisible(), kSoonMs);
        // What is wrong comes first.
        QCOMPARE(checkTable()->model()->rowCount(), 1);
        QCOMPARE(nextText(), u"Import 2 leads"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->window()->focusWidget(), checkTable(), kSoonMs);
        checkTable()->setCurrentIndex(checkTable()->model()->index(0, 5)); // behind id, first and last name
        QCOMPARE(checkTable()->currentIndex().data().toString(), u"bob example"_s);
        m_desktop->press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window()->focusWidget() != checkTable(), kSoonMs);
        m_desktop->type(u"bob@example.com"_s);
        m_desktop->press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(checkTable()->model()->index(0, 0).data().toString(), u"New"_s, kSoonMs);
        QCOMPARE(nextText(), u"Import 3 leads"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->window()->focusWidget(), checkTable(), kSoonMs);
        goOn();
        QVERIFY2(importDone(u"3 leads imported."_s), qPrintable(state("importRunState")->headline()));
        QCOMPARE(leadsThere(), std::size_t(3));
        const json cy = m_server->rows(u"leads?select=status,closed_reason,created_at&first_name=eq.Cy"_s);
        QVERIFY(cy.size() == 1 && cy[0]["status"] == "completed" && cy[0]["closed_reason"] == "done");
        QVERIFY(cy[0]["created_at"].get<std::string>().starts_with("2026-03-03"));
        QCOMPARE(m_server->rows(u"payments?select=id"_s).size(), std::size_t(0));
        QCOMPARE(m_server->rows(u"notifications?select=id"_s).size(), std::size_t(0));
    }

    void oneUndoTakesTheWholeImportBack()
    {
        QTest::keyClick(state("importRunState")->findChild<QPushButton *>(u"stateSecondAction"_s), Qt::Key_Space);
        QVERIFY2(importDone(u"Import undone"_s), qPrintable(state("importRunState")->headline()));
        QCOMPARE(leadsThere(), std::size_t(0));
    }

    /// A column's meaning is remembered by the header, also after the window was elsewhere.
    void itCanBeImportedAgainAndUndoneFromTheList()
    {
        const QString path = fileOf("again.csv", "Mail,Color\nann@example.com,red\nbob@example.com,blue\n");
        drop(path);
        QTRY_VERIFY_WITH_TIMEOUT(field(1) && field(1)->isVisible() && field(0)->count() > 0, kSoonMs);
        QCOMPARE(field(1)->currentText(), u"Don’t import"_s);
        field(1)->setFocus();
        while (field(1)->currentText() != u"Add to the description") {
            const int before = field(1)->currentIndex();
            m_desktop->press(Qt::Key_Down);
            QVERIFY(field(1)->currentIndex() > before);
        }
        drop(path);
        QTRY_VERIFY_WITH_TIMEOUT(field(1) && field(1)->isVisible(), kSoonMs);
        QCOMPARE(field(1)->currentText(), u"Add to the description"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->office()->replica().hasLeads(), kSoonMs);
        goOn();
        QTRY_COMPARE_WITH_TIMEOUT(nextText(), u"Import 2 leads"_s, kSoonMs);
        goOn();
        QVERIFY2(importDone(u"2 leads imported."_s), qPrintable(state("importRunState")->headline()));
        QCOMPARE(m_server->rows(u"leads?select=id&description=eq.Color: red"_s.replace(u' ', u"%20"_s)).size(),
                 std::size_t(1));
        goOn(); // another file
        QPushButton *undo = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((undo = m_desktop->find<QPushButton>("undoImport0")) && undo->isVisible(), kSoonMs);
        QTest::keyClick(undo, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(leadsThere(), std::size_t(0), kSoonMs);
        // Until it is over, no other file is taken.
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->find<QProgressBar>("importProgress")->isVisible(), kSoonMs);
    }

    /// Cancel is pressed once; what was written by then is taken back.
    void cancelTakesBackWhatWasImportedSoFar()
    {
        QByteArray csv = "Email,First Name\n";
        for (int i = 0; i < 6000; ++i)
            csv += "many" + QByteArray::number(i) + "@example.com,Pat\n";
        drop(fileOf("many.csv", csv));
        QTRY_VERIFY_WITH_TIMEOUT(field(0) && field(0)->isVisible() && field(0)->currentText() == u"E-mail", kSoonMs);
        goOn();
        QTRY_COMPARE_WITH_TIMEOUT(nextText(), u"Import 6,000 leads"_s, kSoonMs);
        goOn();
        drop(fileOf("other.csv", "Email\nann@example.com\n"));
        QVERIFY2(m_desktop->noticeText().startsWith(u"One file at a time"), qPrintable(m_desktop->noticeText()));
        auto *cancel = m_desktop->find<QPushButton>("importCancel");
        QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible() && m_desktop->find<QProgressBar>("importProgress")->value() > 0,
                                 kSoonMs);
        QVERIFY(leadsThere() > 0);
        cancel->setFocus();
        m_desktop->press(Qt::Key_Space);
        QVERIFY(!cancel->isEnabled());
        QCOMPARE(state("importRunState")->headline(), u"Taking the import back\u2026"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state("importRunState")->headline(), u"Import canceled. Nothing was changed."_s,
                                  3 * kSoonMs);
        QCOMPARE(leadsThere(), std::size_t(0));
        QVERIFY(!cancel->isVisible());
        QCOMPARE(m_server->rows(u"imports?select=id&file_name=eq.many.csv&state=eq.undone"_s).size(), std::size_t(1));
    }

    void plumbersMoveInToo()
    {
        drop(fileOf("crew.csv", "First Name,Last Name,Email,Phone,Zip,Services,Status\n"
                                "Cy,Tube,cy.tube@example.com,(512) 555-0170,78702,,active\n"
                                "Di,Tube,di.tube@example.com,(512) 555-0171,78703,,inactive\n"));
        auto *kind = m_desktop->find<QComboBox>("importKind");
        QTRY_VERIFY_WITH_TIMEOUT(kind->isVisible() && field(6) && field(6)->isVisible(), kSoonMs);
        kind->setFocus();
        m_desktop->press(Qt::Key_Down);
        QCOMPARE(kind->currentText(), u"Plumbers"_s);
        QCOMPARE(field(5)->currentText(), u"Services"_s);
        goOn();
        QTRY_COMPARE_WITH_TIMEOUT(nextText(), u"Import 2 plumbers"_s, kSoonMs);
        // Plumbers are not charged for being here.
        QVERIFY(!m_desktop->find<QWidget>("importCharges")->isVisible());
        goOn();
        QVERIFY2(importDone(u"2 plumbers imported."_s), qPrintable(state("importRunState")->headline()));
        const QString there = u"plumbers?select=status&import_id=not.is.null&withdrawn_at=is.null"_s;
        const json plumbers = m_server->rows(there + u"&order=first_name"_s);
        QVERIFY(plumbers.size() == 2 && plumbers[0]["status"] == "active" && plumbers[1]["status"] == "paused");
        m_desktop->press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY2(importDone(u"Import undone"_s), qPrintable(state("importRunState")->headline()));
        QCOMPARE(m_server->rows(there).size(), std::size_t(0));
    }

    void staffMayNotImport()
    {
        Desktop staff;
        QVERIFY(staff.signIn(m_server->url(), kStaff, kPassword));
        QVERIFY(!staff.find<QWidget>("importView"));
        QVERIFY(!staff.find<QAction>("actionImport"));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(fileOf("staff.csv", "Email\nann@example.com\n"))});
        QDragEnterEvent enter(staff.window()->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(staff.window(), &enter);
        QVERIFY(!enter.isAccepted());
        QVERIFY(staff.activate());
        staff.press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(staff.find<QWidget>("leadsView")->isVisible());
    }
};

QTEST_MAIN(TestImportDesktop)
#include "tst_importdesktop.moc"
