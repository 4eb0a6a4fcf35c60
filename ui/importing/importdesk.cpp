#include "ui/importing/importdesk.h"

#include "models/importing/columnguess.h"
#include "ui/office/filecontext.h"

#include <QFile>
#include <QFileInfo>

// From the file to its columns; importchecks.cpp checks the rows, importwrites.cpp writes them.

namespace pl::ui {

using namespace std::chrono_literals;
using importing::Field;
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
    if (m_work != Work::None) {
        Q_EMIT said(tr("One file at a time: finish or cancel the current one first."), true, false);
        return;
    }
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
    dropInBackground(m_sheet);
    m_sheet = *sheet;
    ++m_reading;
    dropInBackground(m_checked);
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
    dropInBackground(m_checked);
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
    dropInBackground(m_checked);
    QStringList names;
    for (const Field one : std::as_const(m_rules.fields))
        names += QString(enumName(one));
    m_context.settings.setValue(columnsKey(), names);
    end();
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
    dropInBackground(m_sheet);
    dropInBackground(m_checked);
    dropInBackground(m_known);
    dropInBackground(m_order);
    m_outcome.reset();
    m_charges = m_tells = false;
    m_rules.onMatch = importing::OnMatch::Skip;
    m_rules.matchBy = importing::ImportRules().matchBy;
    end();
}

} // namespace pl::ui
