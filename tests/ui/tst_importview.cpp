#include "models/base/jsontext.h"
#include "models/replica/importer.h"
#include "tests/ui/officefixture.h"
#include "ui/importing/importwords.h"
#include "ui/office/filecontext.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/theme.h"
#include "ui/widgets/statepage.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;

/// The page that imports, in the window, by keys, over a store in memory.
class TestImportView : public QObject
{
    Q_OBJECT

    static constexpr int kSoonMs = 20'000;

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::Importer> m_importer;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
    FileContext m_files;
    QString m_openPath;
    QString m_savePath; ///< empty: gives up
    QString m_wantedName;

    template <class W>
    W *find(const QString &name)
    {
        return m_window->findChild<W *>(name);
    }
    QPushButton *button(const char *name) { return find<QPushButton>(QLatin1String(name)); }
    QTableView *checkTable() { return find<QTableView>(u"checkTable"_s); }
    StatePage *fileState() { return find<StatePage>(u"importFileState"_s); }
    QString notice() { return find<QLabel>(u"noticeText"_s)->text(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void openPage()
    {
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_office->isLive(), kSoonMs);
        QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(fileState()->isVisible(), kSoonMs);
    }
    void checkFile(const QByteArray &bytes)
    {
        m_openPath = m_folder->filePath(u"old leads.csv"_s);
        QFile file(m_openPath);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        openPage();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->focusWidget(), fileState()->findChild<QPushButton *>(u"stateAction"_s),
                                  kSoonMs);
        press(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>(u"importField0"_s) && find<QComboBox>(u"importField0"_s)->isVisible(),
                                 kSoonMs);
        press(Qt::Key_Return, Qt::ControlModifier);
    }
    /// What the store says about recent imports: one that is done.
    void answerRecent()
    {
        const nlohmann::json record{{"id", test::FakeTransport::leadId(9)},
                                    {"kind", "leads"},
                                    {"file_name", "spring.csv"},
                                    {"total", 3},
                                    {"done", 3},
                                    {"state", "done"},
                                    {"charges", false},
                                    {"tells", false},
                                    {"created_by", "ada@office.test"},
                                    {"created_at", "2026-11-17T12:00:00Z"},
                                    {"updated_at", "2026-11-17T12:00:00Z"},
                                    {"version", 2}};
        m_office->transport.answerNext("GET", "/rest/v1/imports", [record](const auto &) {
            return Result<supabase::HttpResponse>(
                supabase::HttpResponse{200, {}, dumpJson(nlohmann::json::array({record}))});
        });
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_savePath.clear();
        m_wantedName.clear();
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->transport.fillOffice(2);
        m_importer = std::make_unique<replica::Importer>(m_office->client);
        m_files.openFile = [this](QWidget *, const QStringList &, const FileContext::Chosen &chosen) {
            chosen(m_openPath);
        };
        m_files.chooseFile = [this](QWidget *, const QString &name, const FileContext::Chosen &chosen) {
            m_wantedName = name;
            if (!m_savePath.isEmpty())
                chosen(m_savePath);
        };
        m_office->context.files = &m_files;
        m_office->context.isAdmin = true;
        m_office->context.importer = m_importer.get();
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_importer.reset();
        m_office.reset();
    }

    void whatCameOfItIsSaidInWords()
    {
        ImportOutcome outcome;
        QCOMPARE(outcomeText(outcome, ImportKind::Leads), u"0 leads imported."_s);
        outcome.changed = 3;
        QCOMPARE(outcomeText(outcome, ImportKind::Leads), u"3 leads changed."_s);
        outcome.added = 1204;
        outcome.faults.push_back({7, {}});
        QCOMPARE(outcomeText(outcome, ImportKind::Leads),
                 u"1,204 leads imported. 3 leads changed. 1 line was refused."_s);
    }

    void whatAnUndoLeftIsSaidInWords()
    {
        QCOMPARE(undoneText({2, 1}),
                 u"Import undone: 2 rows taken back. 1 row kept because somebody used or changed it since."_s);
    }

    void wrongLinesAreSavedAsAFileOfTheirOwn()
    {
        checkFile("Name,Email\nAnn Lee,ann@example.com\n\"May, Bob\",bob example\nCy Oak,cy at home\n");
        QTRY_VERIFY_WITH_TIMEOUT(checkTable()->isVisible() && checkTable()->model()->rowCount() == 2, kSoonMs);
        QTRY_VERIFY_WITH_TIMEOUT(button("saveFaults")->isVisible(), kSoonMs);
        // Who gives up has no file, and nothing is said.
        button("saveFaults")->setFocus();
        press(Qt::Key_Space);
        QCOMPARE(m_wantedName, u"old leads wrong lines.csv"_s);
        m_savePath = m_folder->filePath(u"wrong.csv"_s);
        QVERIFY(!QFile::exists(m_savePath));
        press(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains(u"wrong.csv"), kSoonMs);
        const QByteArray saved = bytesOf(m_savePath);
        QVERIFY2(saved.startsWith("\xEF\xBB\xBF\"Name\",\"Email\",\"Problem\"\r\n"), saved.constData());
        QVERIFY2(saved.contains("\"May, Bob\",\"bob example\",\"") && saved.contains("E-mail "), saved.constData());
        QVERIFY(saved.contains("cy at home") && !saved.contains("ann@example.com"));
    }

    /// Without wrong lines there is nothing to save.
    void aFileWithoutFaultsOffersNone()
    {
        checkFile("Name,Email\nAnn Lee,ann@example.com\n");
        QTRY_COMPARE_WITH_TIMEOUT(button("importNext")->text(), u"Import 1 lead"_s, kSoonMs);
        QVERIFY(checkTable()->isVisible() && !button("saveFaults")->isVisible());
    }

    void anImportThatIsCanceledAtOnceWritesNothing()
    {
        checkFile("Name,Email\nAnn Lee,ann@example.com\n");
        QTRY_COMPARE_WITH_TIMEOUT(button("importNext")->text(), u"Import 1 lead"_s, kSoonMs);
        button("importNext")->click();
        button("importCancel")->click();
        QTRY_COMPARE_WITH_TIMEOUT(button("importNext")->text(), u"Import 1 lead"_s, kSoonMs);
        QTRY_VERIFY_WITH_TIMEOUT(checkTable()->isVisible(), kSoonMs);
        QCOMPARE(m_office->transport.countOf("POST", "/rest/v1/imports"), 0);
    }

    void whoGoesBackFindsTheColumnsAsTheyWere()
    {
        checkFile("Name,Email,Color\nAnn Lee,ann@example.com,red\n");
        QTRY_VERIFY_WITH_TIMEOUT(checkTable()->isVisible(), kSoonMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->focusWidget(), checkTable(), kSoonMs);
        press(Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>(u"importField1"_s)->isVisible(), kSoonMs);
        QCOMPARE(find<QComboBox>(u"importField1"_s)->currentText(), u"E-mail"_s);
        press(Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(fileState()->headline(), u"Import leads or plumbers"_s, kSoonMs);
        QTRY_VERIFY_WITH_TIMEOUT(fileState()->isVisible(), kSoonMs);
    }

    /// An undo that fails says so; it isn't the fault of a file, and no button of the page stops it by mistake.
    void anUndoThatFailsSaysSo()
    {
        answerRecent();
        openPage();
        QTRY_VERIFY_WITH_TIMEOUT(button("undoImport0") && button("undoImport0")->isVisible(), kSoonMs);
        m_office->transport.setHanging(true);
        button("undoImport0")->setFocus();
        press(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(fileState()->headline(), u"Taking the import back\u2026"_s, kSoonMs);
        QVERIFY(!fileState()->findChild<QPushButton *>(u"stateAction"_s)->isVisible());
        QVERIFY(!button("undoImport0")->isEnabled());
        // The store knows no such import.
        m_office->transport.setHanging(false);
        m_office->transport.release();
        QTRY_VERIFY2_WITH_TIMEOUT(notice().startsWith(u"The import was not undone. "), qPrintable(notice()), kSoonMs);
        QCOMPARE(fileState()->headline(), u"Import leads or plumbers"_s);
    }
};

QTEST_MAIN(TestImportView)
#include "tst_importview.moc"
