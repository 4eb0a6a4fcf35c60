#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::ServerProcess;

/// An office moves in, by keys, with nothing stood in for: a file is dropped on the window, a wrong line is fixed in
/// place, the rows are imported, undone, and imported again.
class TestImportDesktop : public QObject
{
    Q_OBJECT

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
        return QTest::qWaitFor([&] { return state("importRunState")->headline() == headline; }, 20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QCOMPARE(m_server->addUser(kAdmin, u"admin"_s, kPassword).exitCode, 0);
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
        QTRY_VERIFY(m_desktop->find<QWidget>("importView")->isVisible());
        QCOMPARE(state("importFileState")->headline(), u"Import leads or plumbers"_s);
        drop(fileOf("page.csv", "<html><body>no table</body></html>"));
        QTRY_COMPARE(state("importFileState")->headline(), u"This file can’t be imported"_s);
    }

    void aWrongLineIsFixedInPlaceAndTheRestImported()
    {
        drop(fileOf("hubspot.csv", "Record ID,First Name,Last Name,Email,Phone Number,Create Date,Lead Status,Color\n"
                                   "1,Ann,Lee,ann@example.com,(512) 555-0143,2026-03-01 10:00,Open,red\n"
                                   "2,Bob,May,bob example,,2026-03-02,New,blue\n"
                                   "3,Cy,Oak,cy@example.com,,2026-03-03,Closed Won,red\n"));
        QTRY_VERIFY(field(3) && field(3)->isVisible());
        QCOMPARE(field(3)->currentText(), u"E-mail"_s);
        QCOMPARE(field(5)->currentText(), u"Received on"_s);
        QCOMPARE(field(7)->currentText(), u"Don’t import"_s);
        QVERIFY(m_desktop->find<ui::PlainLabel>("importAbout")->text().contains(u"HubSpot"));
        goOn();
        QTRY_VERIFY(checkTable()->isVisible());
        // What is wrong comes first.
        QCOMPARE(checkTable()->model()->rowCount(), 1);
        QCOMPARE(nextText(), u"Import 2 leads"_s);
        QTRY_COMPARE(m_desktop->window()->focusWidget(), checkTable());
        checkTable()->setCurrentIndex(checkTable()->model()->index(0, 5)); // behind id, first and last name
        QCOMPARE(checkTable()->currentIndex().data().toString(), u"bob example"_s);
        m_desktop->press(Qt::Key_Return);
        QTRY_VERIFY(m_desktop->window()->focusWidget() != checkTable());
        m_desktop->type(u"bob@example.com"_s);
        m_desktop->press(Qt::Key_Return);
        QTRY_COMPARE(checkTable()->model()->index(0, 0).data().toString(), u"New"_s);
        QCOMPARE(nextText(), u"Import 3 leads"_s);
        QTRY_COMPARE(m_desktop->window()->focusWidget(), checkTable());
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
        QTRY_VERIFY(field(1) && field(1)->isVisible() && field(0)->count() > 0);
        QCOMPARE(field(1)->currentText(), u"Don’t import"_s);
        field(1)->setFocus();
        while (field(1)->currentText() != u"Add to the description") {
            const int before = field(1)->currentIndex();
            m_desktop->press(Qt::Key_Down);
            QVERIFY(field(1)->currentIndex() > before);
        }
        drop(path);
        QTRY_VERIFY(field(1) && field(1)->isVisible());
        QCOMPARE(field(1)->currentText(), u"Add to the description"_s);
        QTRY_VERIFY(m_desktop->office()->replica().leads().isEmpty());
        goOn();
        QTRY_COMPARE(nextText(), u"Import 2 leads"_s);
        goOn();
        QVERIFY2(importDone(u"2 leads imported."_s), qPrintable(state("importRunState")->headline()));
        QCOMPARE(m_server->rows(u"leads?select=id&description=eq.Color: red"_s.replace(u' ', u"%20"_s)).size(),
                 std::size_t(1));
        goOn(); // another file
        QPushButton *undo = nullptr;
        QTRY_VERIFY((undo = m_desktop->find<QPushButton>("undoImport0")) && undo->isVisible());
        QTest::keyClick(undo, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(leadsThere(), std::size_t(0), 20000);
    }
};

QTEST_MAIN(TestImportDesktop)
#include "tst_importdesktop.moc"
