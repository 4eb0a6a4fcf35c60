#include "tests/ui/leadsfixture.h"
#include "ui/exporting/celltext.h"
#include "ui/exporting/pagewriters.h"
#include "ui/exporting/printpreview.h"
#include "ui/office/filecontext.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPaintEngine>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

namespace {

/// Keeps the texts that are painted.
class TextKeeper : public QPaintEngine
{
public:
    TextKeeper() : QPaintEngine(AllFeatures) {}
    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &) override {}
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF &, const QTextItem &item) override { text += item.text() + u'|'; }
    Type type() const override { return User; }

    QString text;
};

class TextPaper : public QPaintDevice
{
public:
    QPaintEngine *paintEngine() const override { return &keeper; }
    mutable TextKeeper keeper;

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        if (metric == PdmWidth || metric == PdmHeight)
            return 800;
        const bool isDpi =
            metric == PdmDpiX || metric == PdmDpiY || metric == PdmPhysicalDpiX || metric == PdmPhysicalDpiY;
        return isDpi ? 72 : QPaintDevice::metric(metric);
    }
};

exporting::TableHead peopleHead()
{
    return {QStringLiteral("All leads"),
            {{QStringLiteral("Customer"), 30}, {QStringLiteral("Amount"), 12, true}},
            QTimeZone::utc()};
}

exporting::Row person(const QString &name)
{
    return {name, Money{6000, QStringLiteral("usd")}};
}

} // namespace

/// Lists as files, on paper and on the clipboard, by keys.
class TestExporting : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
    FileContext m_files;
    QString m_wantedName;
    QString m_savePath; ///< empty: gives up
    QString m_opened;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1String(name));
    }
    LeadTable *table() { return find<LeadTable>("leadsTable"); }
    QDialog *dialog() { return find<QDialog>("exportDialog"); }
    QString notice() { return find<QLabel>("noticeText")->text(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void open(int leads)
    {
        m_office->transport.fillOffice(leads);
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        QTRY_COMPARE(table()->model()->rowCount(), leads);
    }
    void openDialog(int key = Qt::Key_E)
    {
        // Without a window manager, a dialog that is gone stays the active one.
        QTRY_VERIFY(!dialog() || !dialog()->isVisible());
        QApplication::setActiveWindow(m_window.get());
        press(key, Qt::ControlModifier);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
    }
    void choose(const char *box, int index)
    {
        dialog()->findChild<QComboBox *>(QLatin1String(box))->setCurrentIndex(index);
    }
    void accept() { QTest::keyClick(dialog(), Qt::Key_Return); }
    QByteArray saved()
    {
        QFile file(m_savePath);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_savePath.clear();
        m_opened.clear();
        m_office = std::make_unique<test::OfficeFixture>();
        m_files.chooseFile = [this](QWidget *, const QString &name, const auto &chosen) {
            m_wantedName = name;
            if (!m_savePath.isEmpty())
                chosen(m_savePath);
        };
        m_files.openFolder = [this](const QString &path) { m_opened = path; };
        m_files.choosePrinter = [this](QWidget *, QPrinter &printer, const std::function<void()> &chosen) {
            printer.setOutputFormat(QPrinter::PdfFormat);
            printer.setOutputFileName(m_savePath);
            chosen();
        };
        m_office->context.files = &m_files;
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
    }

    void ctrlEAndEnterExportTheList()
    {
        open(3);
        m_savePath = m_folder->filePath(QStringLiteral("leads.xlsx"));
        openDialog();
        accept();
        QTRY_VERIFY2(notice().startsWith(QStringLiteral("3 leads saved as")), qPrintable(notice()));
        QVERIFY(saved().startsWith("PK"));
        QVERIFY(m_wantedName.startsWith(QStringLiteral("leads 2026-11-")));
        QVERIFY(m_wantedName.endsWith(QStringLiteral(".xlsx")));
        QTest::mouseClick(find<QToolButton>("noticeAction"), Qt::LeftButton);
        QTRY_COMPARE(m_opened, m_savePath);
    }

    void theFormatIsRemembered()
    {
        open(2);
        m_savePath = m_folder->filePath(QStringLiteral("leads.csv"));
        openDialog();
        choose("format", 1);
        accept();
        QTRY_VERIFY2(notice().startsWith(QStringLiteral("2 leads saved as")), qPrintable(notice()));
        QVERIFY(saved().startsWith("\xEF\xBB\xBF\""));
        QVERIFY(saved().contains("\"Customer\"") && saved().contains("Number1"));
        QCOMPARE(saved().count("\r\n"), 3);
        openDialog();
        QCOMPARE(dialog()->findChild<QComboBox *>(QStringLiteral("format"))->currentIndex(), 1);
    }

    void rowsAndColumnsAreChosen()
    {
        open(12);
        press(Qt::Key_Slash);
        QTest::keyClicks(find<QLineEdit>("searchField"), QStringLiteral("number12"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        press(Qt::Key_Return);
        m_savePath = m_folder->filePath(QStringLiteral("leads.csv"));
        openDialog();
        auto *rows = dialog()->findChild<QComboBox *>(QStringLiteral("rows"));
        QCOMPARE(rows->count(), 2);
        QCOMPARE(rows->itemText(0), QStringLiteral("This list (1)"));
        QCOMPARE(rows->itemText(1), QStringLiteral("All leads (12)"));
        choose("format", 1);
        choose("rows", 1);
        QTest::mouseClick(dialog()->findChild<QPushButton *>(QStringLiteral("noColumns")), Qt::LeftButton);
        accept();
        QTRY_COMPARE(dialog()->findChild<QLabel *>(QStringLiteral("columnsProblem"))->text(),
                     QStringLiteral("Columns are missing: choose at least one."));
        auto *list = dialog()->findChild<QListWidget *>(QStringLiteral("columnList"));
        list->findItems(QStringLiteral("Last name"), Qt::MatchExactly).value(0)->setCheckState(Qt::Checked);
        accept();
        QTRY_COMPARE(saved().count("\r\n"), 13);
        QVERIFY(saved().startsWith("\xEF\xBB\xBF\"Last name\"\r\n"));
    }

    void selectedRowsComeFirst()
    {
        open(4);
        table()->setFocus();
        table()->setCurrentIndex(table()->model()->index(1, 0));
        press(Qt::Key_Space);
        press(Qt::Key_Down);
        press(Qt::Key_Space);
        QCOMPARE(table()->selectedLeads().size(), 2);
        m_savePath = m_folder->filePath(QStringLiteral("leads.csv"));
        openDialog();
        QCOMPARE(dialog()->findChild<QComboBox *>(QStringLiteral("rows"))->currentText(),
                 QStringLiteral("Selected (2)"));
        choose("format", 1);
        accept();
        QTRY_COMPARE(saved().count("\r\n"), 3);
    }

    void aListInSectionsHasItsCollapsedLeadsToo()
    {
        open(4);
        auto *model = qobject_cast<tables::LeadTableModel *>(table()->model());
        model->setGrouping(tables::LeadGrouping::Service);
        model->setAllCollapsed(true);
        m_savePath = m_folder->filePath(QStringLiteral("leads.csv"));
        openDialog();
        QCOMPARE(dialog()->findChild<QComboBox *>(QStringLiteral("rows"))->itemText(0),
                 QStringLiteral("This list (4)"));
        choose("format", 1);
        accept();
        QTRY_COMPARE(saved().count("\r\n"), 5);
    }

    void aFileThatCantBeWrittenSaysSoAndAsksAgain()
    {
        open(1);
        m_savePath = m_folder->filePath(QStringLiteral("no/such/leads.xlsx"));
        openDialog();
        accept();
        QTRY_VERIFY2(notice().contains(QStringLiteral("the folder no longer exists")), qPrintable(notice()));
        m_savePath = m_folder->filePath(QStringLiteral("leads.xlsx"));
        QTest::mouseClick(find<QToolButton>("noticeAction"), Qt::LeftButton);
        QTRY_VERIFY(notice().startsWith(QStringLiteral("1 lead saved as")));
    }

    void whoGivesUpGetsNoFile()
    {
        open(1);
        openDialog();
        accept();
        QTRY_VERIFY(!dialog()->isVisible());
        QVERIFY(!m_wantedName.isEmpty());
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void plumbersAreExportedFromTheirPage()
    {
        open(1);
        press(Qt::Key_6, Qt::ControlModifier);
        m_savePath = m_folder->filePath(QStringLiteral("plumbers.csv"));
        openDialog();
        choose("format", 1);
        accept();
        QTRY_VERIFY2(notice().startsWith(QStringLiteral("3 plumbers saved as")), qPrintable(notice()));
        QVERIFY(saved().contains("\"Ann Lee\""));
    }

    void ctrlCCopiesRowsAndNothingInThemRuns()
    {
        open(1);
        m_office->transport.put("leads", FakeTransport::lead(50, "=1+1", "<img src=x>"));
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QVERIFY(table()->selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(50)))));
        table()->setFocus();
        press(Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(notice(), QStringLiteral("1 lead copied"));
        const QMimeData *data = QGuiApplication::clipboard()->mimeData();
        QVERIFY2(data->text().contains(QStringLiteral("Customer\t")), qPrintable(data->text()));
        QVERIFY2(data->text().contains(QStringLiteral("'=1+1 <img src=x>\t")), qPrintable(data->text()));
        QCOMPARE(data->text().count(u'\n'), 2);
        QVERIFY2(data->html().contains(QStringLiteral("<td>'=1+1 &lt;img src=x&gt;</td>")), qPrintable(data->html()));
        QVERIFY(!data->html().contains(QStringLiteral("<img")));
    }

    void copiedCellsStayInTheirCells()
    {
        const CopiedTable copied = copiedTable(peopleHead(), {person(QStringLiteral("a\tb\nc"))});
        QCOMPARE(copied.text, QStringLiteral("Customer\tAmount\na b c\t60.00\n"));
    }

    void everyPageHasItsHeadAndNumberInAnyScript()
    {
        TextPaper paper;
        int turned = 0;
        TablePages pages({&paper, QSizeF(500, 300), [&turned] { return ++turned > 0; }}, peopleHead(),
                         QGuiApplication::font(), 100);
        QVERIFY(pages.begin());
        for (int i = 0; i < 98; ++i)
            QVERIFY(pages.add(person(QStringLiteral("Maria"))));
        QVERIFY(pages.add(person(QStringLiteral("\u05D3\u05D5\u05D3"))));
        QVERIFY(pages.add(person(QStringLiteral("\u674E\u5C0F\u9F8D"))));
        QVERIFY(pages.end());
        const int wanted = (100 + pages.rowsPerPage() - 1) / pages.rowsPerPage();
        QVERIFY(wanted > 1);
        QCOMPARE(pages.page(), wanted);
        QCOMPARE(turned, wanted - 1);
        const QString text = paper.keeper.text;
        QCOMPARE(text.count(QStringLiteral("Customer")), wanted);
        QCOMPARE(text.count(QStringLiteral("Maria")), 98);
        QCOMPARE(text.count(QStringLiteral("$60.00")), 100);
        for (const QString &name : {QStringLiteral("\u05D3\u05D5\u05D3"), QStringLiteral("\u674E\u5C0F\u9F8D")})
            QVERIFY2(text.contains(name), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Page 2 of %1").arg(wanted)), qPrintable(text));
    }

    void whatDoesntFitIsCut()
    {
        TextPaper paper;
        TablePages pages({&paper, QSizeF(300, 300), [] { return true; }}, peopleHead(), QGuiApplication::font(), 1);
        QVERIFY(pages.begin());
        QVERIFY(pages.add(person(QString(5'000, u'W'))));
        QVERIFY(pages.end());
        QVERIFY(paper.keeper.text.contains(u'\u2026'));
        QVERIFY(paper.keeper.text.size() < 1'000);
    }

    void pdfHasItsPages()
    {
        const QString path = m_folder->filePath(QStringLiteral("leads.pdf"));
        PdfTableWriter writer(path, QGuiApplication::font(), 200);
        QVERIFY(writer.begin(peopleHead()).ok());
        for (int i = 0; i < 200; ++i)
            QVERIFY(writer.add(person(QStringLiteral("Maria Gonzalez"))).ok());
        QVERIFY(!QFile::exists(path));
        QVERIFY(writer.complete().ok() && writer.commit().ok());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pdf = file.readAll();
        QVERIFY(pdf.startsWith("%PDF-1."));
        static const QRegularExpression page(QStringLiteral("/Type\\s*/Page\\b"));
        QVERIFY(QString::fromLatin1(pdf).count(page) > 2);
    }

    void wideTablesLieOnTheirSide()
    {
        QCOMPARE(pageLayoutFor(peopleHead()).orientation(), QPageLayout::Portrait);
        exporting::TableHead wide = peopleHead();
        wide.columns += QList<exporting::Column>(8, {QStringLiteral("More"), 24});
        QCOMPARE(pageLayoutFor(wide).orientation(), QPageLayout::Landscape);
    }

    void ctrlPShowsThePagesAndPrints()
    {
        open(3);
        m_savePath = m_folder->filePath(QStringLiteral("printed.pdf"));
        openDialog(Qt::Key_P);
        QVERIFY(!dialog()->findChild<QComboBox *>(QStringLiteral("format"))->isVisible());
        accept();
        QTRY_VERIFY(find<PrintPreview>("printPreview") && find<PrintPreview>("printPreview")->isVisible());
        QTRY_COMPARE(find<PrintPreview>("printPreview")->pages(), 1);
        QTest::mouseClick(find<QPushButton>("previewPrint"), Qt::LeftButton);
        QTRY_COMPARE(notice(), QStringLiteral("3 leads sent to the printer"));
        QTRY_VERIFY(saved().startsWith("%PDF-1."));
    }

    void nothingIsExportedWithoutFiles()
    {
        m_office->context.files = nullptr;
        open(1);
        QVERIFY(!find<QAction>("cancelExportAction"));
    }
};

QTEST_MAIN(TestExporting)
#include "tst_exporting.moc"
