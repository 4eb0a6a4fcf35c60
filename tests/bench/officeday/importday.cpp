#include "tests/bench/officeday/dayoffice.h"
#include "ui/widgets/statepage.h"
#include "ui/words/words.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

namespace pl::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFileRows = 100'000;
constexpr int kWrongRows = 50;
constexpr int kRightRows = kFileRows - kWrongRows;
constexpr qint64 kImportPatienceMs = 30 * 60'000;
constexpr int kReasonColumn = 0;
constexpr int kLineColumn = 1;

/// The first words of what the page says about a wrong line, by its kind.
const std::array<QString, 5> kReasons{u"E-mail "_s, u"Received on "_s, u"Status "_s, u"ZIP code "_s, u"E-mail "_s};

bool isWrongRow(int row)
{
    return row % (kFileRows / kWrongRows) == 7;
}

int kindOfWrong(int row)
{
    return row / (kFileRows / kWrongRows) % int(kReasons.size());
}

/// A line as HubSpot writes it; every two-thousandth is wrong in one of five ways.
QByteArray hubSpotLine(int row)
{
    const QByteArray number = QByteArray::number(row);
    const int wrong = isWrongRow(row) ? kindOfWrong(row) : -1;
    const QByteArray email = wrong == 0 ? "wrong " + number : "moved" + number + "@example.com";
    const QByteArray phone = "+1512" + QByteArray::number(5'000'000 + row);
    const QByteArray day = "2025-0" + QByteArray::number(1 + row % 6) + "-1" + QByteArray::number(row % 10) + " 10:00";
    const QByteArray status = wrong == 2 ? "banana" : row % 3 == 0 ? "Closed Won" : "Open";
    return number + ",Pat,\"O'Neil, " + number + "\"," + (wrong == 4 ? QByteArray() : email) + ',' +
           (wrong == 4 ? QByteArray() : phone) + ',' + (wrong == 1 ? QByteArray("tomorrow") : day) + ',' + status +
           ',' + (wrong == 3 ? QByteArray("99") : QByteArray("78701")) + ",blue\r\n";
}

QByteArray hubSpotFile()
{
    QByteArray csv =
        "Record ID,First Name,Last Name,Email,Phone Number,Create Date,Lead Status,Postal Code,Favorite color\r\n";
    for (int row = 0; row < kFileRows; ++row)
        csv += hubSpotLine(row);
    return csv;
}

/// Moves an office in through the Import page.
class ImportPart
{
public:
    explicit ImportPart(Figures &figures) : m_office(figures), m_figures(figures) {}

    void run()
    {
        if (!m_office.open() || !writeFile())
            return;
        m_next = find<QPushButton>("importNext");
        m_result = find<ui::StatePage>("importRunState");
        m_office.desktop->press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        if (moveIn(u"Import"_s) && undo())
            moveIn(u"Import again"_s);
    }

private:
    bool writeFile()
    {
        m_file.setFileName(m_folder.filePath(u"hubspot.csv"_s));
        const QByteArray bytes = hubSpotFile();
        const bool isThere = m_file.open(QIODevice::WriteOnly) && m_file.write(bytes) == bytes.size();
        m_file.close();
        return m_figures.expect(u"the file is written"_s, isThere, true);
    }

    template <class W>
    W *find(const char *name)
    {
        return m_office.desktop->find<W>(name);
    }
    bool isNext(const QString &text) const { return m_next->text() == text; }
    bool isResult(const QString &headline) const { return m_result->headline() == headline; }
    void goOn() { m_office.desktop->press(Qt::Key_Return, Qt::ControlModifier); }
    qint64 leadsInWindow() { return m_office.replica().leadCount(); }

    /// Prints how long it took, and how long the window stood still meanwhile.
    bool phase(const QString &what, const std::function<void()> &begin, const std::function<bool()> &isDone)
    {
        m_office.stillness.begin();
        QElapsedTimer elapsed;
        elapsed.start();
        begin();
        if (!m_office.await(qPrintable(what), isDone, kImportPatienceMs))
            return false;
        m_figures.print(what, millisecondsOf(elapsed) / 1000, "s");
        m_figures.print(what + u", longest time without a turn of the window's event loop"_s,
                        m_office.stillness.longestMs(), "ms");
        return true;
    }

    /// As somebody drops it from the file manager.
    void drop()
    {
        QWidget *window = m_office.desktop->window();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_file.fileName())});
        const QPoint middle = window->rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &enter);
        QDropEvent dropped(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &dropped);
    }

    bool areColumnsShown()
    {
        const auto *email = find<QComboBox>("importField3");
        return email && email->isVisible() && email->currentText() == u"E-mail";
    }

    bool moveIn(const QString &name)
    {
        const QString rows = ui::numberText(kRightRows);
        return phase(
                   name + u": file read, columns shown"_s, [this] { drop(); }, [this] { return areColumnsShown(); }) &&
               phase(
                   name + u": rows checked and shown"_s, [this] { goOn(); },
                   [&] { return isNext(u"Import %1 leads"_s.arg(rows)); }) &&
               areWrongLinesShown() &&
               phase(
                   name + u": rows written"_s, [this] { goOn(); },
                   [&] { return isResult(u"%1 leads imported."_s.arg(rows)); }) &&
               phase(
                   name + u": all in the window"_s, [] {}, [this] { return leadsInWindow() == kRightRows; }) &&
               isInStore(kRightRows);
    }

    bool undo()
    {
        return phase(
                   u"Undo: rows taken back"_s, [this] { m_office.desktop->press(Qt::Key_Z, Qt::ControlModifier); },
                   [this] { return isResult(u"Import undone"_s); }) &&
               phase(
                   u"Undo: gone from the window"_s, [] {}, [this] { return leadsInWindow() == 0; }) &&
               isInStore(0);
    }

    /// Exactly the wrong ones, each with its line and its reason.
    bool areWrongLinesShown()
    {
        const QAbstractItemModel *shown = find<QTableView>("checkTable")->model();
        bool isRight = m_figures.expect(u"wrong lines shown"_s, shown->rowCount(), kWrongRows);
        int at = 0;
        for (int row = 0; row < kFileRows && isRight; ++row) {
            if (!isWrongRow(row))
                continue;
            const QString reason = shown->index(at, kReasonColumn).data().toString();
            const QString line = shown->index(at, kLineColumn).data().toString();
            ++at;
            isRight = line == ui::numberText(row + 2) && reason.startsWith(kReasons[std::size_t(kindOfWrong(row))]);
            if (!isRight)
                m_figures.wrong(u"line %1 is shown as %2: %3"_s.arg(row + 2).arg(line, reason));
        }
        return isRight;
    }

    bool isInStore(qint64 leads)
    {
        const qint64 imported = m_office.countInStore(u"leads?import_id=not.is.null&withdrawn_at=is.null"_s);
        const bool isRight = m_figures.expect(u"leads in the store"_s, imported, leads);
        return m_figures.expect(u"payments"_s, m_office.countInStore(u"payments"_s), 0) &&
               m_figures.expect(u"messages"_s, m_office.countInStore(u"notifications"_s), 0) && isRight;
    }

    DayOffice m_office;
    Figures &m_figures;
    const QPushButton *m_next = nullptr;
    const ui::StatePage *m_result = nullptr;
    QTemporaryDir m_folder;
    QFile m_file;
};

} // namespace

void importDay(Figures &figures)
{
    figures.title("A CRM's 100,000 rows, 50 of them wrong, through the Import page");
    ImportPart(figures).run();
}

} // namespace pl::bench
