#include "ui/importing/importdesk.h"

#include "models/importing/columnguess.h"
#include "ui/office/filecontext.h"

#include <QFile>
#include <QFileInfo>

// From the file to checked rows; importwrites.cpp writes them.

namespace pl::ui {

using namespace std::chrono_literals;
using importing::CheckedSheet;
using importing::Field;
using importing::KnownRows;
using importing::Sheet;

ImportDesk::ImportDesk(OfficeContext &context, replica::Importer &importer, QObject *parent)
    : QObject(parent), m_context(context), m_importer(importer), m_state(std::make_shared<WorkState>())
{
    m_progress.setInterval(100ms);
    connect(&m_progress, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_state->percent); });
    connect(&importer, &replica::Importer::progressed, this, [this](int done, int total) {
        if (m_work == Work::Importing || m_work == Work::Undoing)
            Q_EMIT progressed(total > 0 ? int(100LL * done / total) : 0);
    });
}

ImportDesk::~ImportDesk()
{
    m_state->isCancelled = true;
}

int ImportDesk::toWrite() const
{
    using State = importing::CheckedRow::State;
    return m_checked ? m_checked->count(State::New) + m_checked->count(State::Changes) : 0;
}

void ImportDesk::begin(Work work)
{
    m_work = work;
    m_problem.clear();
    m_state = std::make_shared<WorkState>();
    if (work == Work::Reading || work == Work::Checking)
        m_progress.start();
    Q_EMIT changed();
}

void ImportDesk::end(const QString &problem)
{
    m_work = Work::None;
    m_problem = problem;
    m_progress.stop();
    Q_EMIT changed();
}

void ImportDesk::openFile(const QString &path)
{
    if (m_work != Work::None)
        return;
    startOver();
    m_path = path;
    m_fileName = QFileInfo(path).fileName().left(255);
    read({});
}

void ImportDesk::read(const importing::SheetOptions &options)
{
    using Read = std::shared_ptr<Sheet>;
    begin(Work::Reading);
    const auto work = [path = m_path, name = m_fileName, options, state = m_state]() -> Result<Read> {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::InvalidInput, tr("%1 could not be opened: %2").arg(name, file.errorString())};
        if (file.size() > importing::kMaxFileBytes)
            return Error{ErrorCode::TooLarge, tr("The file has more than 512 MB. Split it into several files.")};
        auto sheet = importing::readSheet(file.readAll(), name, options, watchOf(state));
        return sheet ? Result<Read>(std::make_shared<Sheet>(std::move(*sheet))) : sheet.error();
    };
    // Options that gave no sheet are forgotten: the one before is still shown.
    inBackground<Read>(this, work, [this, options](const Result<Read> &sheet) {
        if (sheet)
            m_options = options;
        sheetRead(sheet);
    });
}

void ImportDesk::sheetRead(const Result<std::shared_ptr<Sheet>> &sheet)
{
    if (!sheet)
        return end(sheet.error().code == ErrorCode::Cancelled ? QString() : sheet.error().message);
    m_sheet = *sheet;
    ++m_reading;
    m_checked.reset();
    m_step = Step::Columns;
    guess();
    end();
}

QString ImportDesk::columnsKey() const
{
    return QStringLiteral("importing/columns/") + importing::headerKey(m_sheet->header, m_rules.kind);
}

/// As somebody chose for such a header before, else by the titles.
void ImportDesk::guess()
{
    m_rules.fields = importing::guessColumns(m_sheet->header, m_rules.kind);
    const QStringList remembered = m_context.settings.value(columnsKey()).toStringList();
    if (remembered.size() != m_rules.fields.size())
        return;
    const QList<Field> offered = importing::fieldsOf(m_rules.kind);
    for (qsizetype i = 0; i < remembered.size(); ++i) {
        const auto field = enumFromName<Field>(remembered.at(i));
        m_rules.fields[i] = field && offered.contains(*field) ? *field : Field::Ignore;
    }
}

void ImportDesk::chooseKind(ImportKind kind)
{
    if (m_work != Work::None || m_rules.kind == kind)
        return;
    m_rules.kind = kind;
    m_checked.reset();
    if (m_sheet)
        guess();
    end();
}

void ImportDesk::chooseSheet(const QString &title)
{
    if (m_work != Work::None || !m_sheet || m_sheet->title == title)
        return;
    read({title, std::nullopt});
}

void ImportDesk::chooseHeader(bool hasHeader)
{
    if (m_work != Work::None || !m_sheet || m_sheet->hasHeader == hasHeader)
        return;
    read({m_options.title, hasHeader});
}

/// Several columns may mean the same: the first that isn't empty counts.
void ImportDesk::setField(int column, Field field)
{
    if (m_work != Work::None || !m_sheet || m_rules.fields.value(column, Field::Ignore) == field)
        return;
    m_rules.fields[column] = field;
    m_checked.reset();
    QStringList names;
    for (const Field one : std::as_const(m_rules.fields))
        names += QString(enumName(one));
    m_context.settings.setValue(columnsKey(), names);
    end();
}

void ImportDesk::check()
{
    if (m_work != Work::None || !m_sheet)
        return;
    m_rules.now = m_context.clock();
    m_rules.zone = m_context.replica.settings().dispatch.zone();
    m_rules.services.clear();
    for (const Service &service : m_context.replica.services())
        m_rules.services += service.name;
    begin(Work::Checking);
    // The rows are shared, not copied; nothing changes them while the worker reads.
    const auto work = [sheet = m_sheet, rules = m_rules, leads = m_context.replica.leads(),
                       plumbers = m_context.replica.plumbers(), state = m_state]() -> Result<Checked> {
        const auto known = std::make_shared<KnownRows>(rules.kind);
        for (const Plumber &plumber : plumbers)
            known->add(plumber);
        for (const Lead &lead : leads)
            known->add(lead);
        auto checked = importing::checkSheet(*sheet, rules, *known, watchOf(state));
        if (!checked)
            return checked.error();
        return Checked{std::make_shared<CheckedSheet>(std::move(*checked)), known};
    };
    inBackground<Checked>(this, work, [this](const Result<Checked> &checked) { rowsChecked(checked); });
}

void ImportDesk::rowsChecked(const Result<Checked> &checked)
{
    if (!checked) {
        // The check before still counts, and what is shown must be what is imported.
        if (m_checked) {
            m_rules.onMatch = m_checked->rules.onMatch;
            m_rules.matchBy = m_checked->rules.matchBy;
        }
        return end(checked.error().code == ErrorCode::Cancelled ? QString() : checked.error().message);
    }
    m_checked = checked->sheet;
    m_known = checked->known;
    ++m_checking;
    m_step = Step::Check;
    end();
}

void ImportDesk::chooseOnMatch(importing::OnMatch onMatch)
{
    if (m_work != Work::None || m_rules.onMatch == onMatch)
        return;
    m_rules.onMatch = onMatch;
    check();
}

void ImportDesk::chooseMatchBy(const QList<importing::MatchBy> &matchBy)
{
    if (m_work != Work::None || m_rules.matchBy == matchBy)
        return;
    m_rules.matchBy = matchBy;
    check();
}

bool ImportDesk::fix(std::size_t row, int column, const QString &text)
{
    if (m_work != Work::None || !m_checked || row >= m_sheet->rows.size())
        return false;
    m_sheet->rows[row].setCell(column, text.trimmed());
    importing::recheckRow(*m_checked, *m_sheet, row, *m_known);
    Q_EMIT rowChecked(row);
    return true;
}

/// Once: a second one would stop taking back what was imported.
void ImportDesk::cancel()
{
    if (m_work == Work::None || isCancelling())
        return;
    m_state->isCancelled = true;
    if (m_work == Work::Importing || m_work == Work::Undoing)
        m_importer.cancel();
    Q_EMIT changed();
}

void ImportDesk::goBack()
{
    if (m_work != Work::None || m_step == Step::File)
        return;
    // What was imported can't be imported again by going back.
    m_step = m_step == Step::Check ? Step::Columns : Step::File;
    end();
}

void ImportDesk::startOver()
{
    if (m_work != Work::None)
        return;
    m_step = Step::File;
    m_sheet.reset();
    m_checked.reset();
    m_known.reset();
    m_outcome.reset();
    m_charges = m_tells = false;
    m_rules.onMatch = importing::OnMatch::Skip;
    m_rules.matchBy = importing::ImportRules().matchBy;
    end();
}

} // namespace pl::ui
