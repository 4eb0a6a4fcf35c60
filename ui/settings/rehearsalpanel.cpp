#include "ui/settings/rehearsalpanel.h"

#include "models/replica/candidatefinder.h"
#include "ui/office/background.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowtable.h"
#include "ui/words/words.h"

#include <QHeaderView>
#include <QProgressBar>
#include <QTableWidget>
#include <QVBoxLayout>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

constexpr int kMaxRehearsed = 100;
constexpr int kNamesInSentence = 5;
constexpr int kRehearsedInSight = 6;

PlainLabel *wrappedLine(const char *name, QWidget *parent)
{
    auto *label = new PlainLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    return label;
}

QTableWidgetItem *numberCell(const QString &text)
{
    auto *item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

/// "+3", "−2"
QString signedText(int number)
{
    const QString digits = QLocale().toString(std::abs(number));
    return number < 0 ? QChar(0x2212) + digits : u'+' + digits;
}

} // namespace

RehearsalPanel::RehearsalPanel(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_summary(wrappedLine("rehearsalSummary", this))
    , m_nothing(wrappedLine("rehearsalNothing", this))
    , m_progress(new QProgressBar(this))
    , m_table(new QTableWidget(0, 4, this))
{
    setObjectName(QStringLiteral("rehearsal"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *title = new PlainLabel(tr("Rehearsal"), this);
    title->setFont(scaledFont(font(), 1, QFont::DemiBold));
    m_progress->setObjectName(QStringLiteral("rehearsalProgress"));
    m_progress->setAccessibleName(tr("Rehearsing"));
    m_table->setObjectName(QStringLiteral("rehearsalTable"));
    m_table->setAccessibleName(tr("Whose leads change"));
    m_table->setHorizontalHeaderLabels({tr("Plumber"), tr("Before"), tr("After"), tr("Change")});
    for (int column = 1; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->setItemDelegate(new PlainDelegate(m_table));
    dressTable(m_table, scaledPx(this, 28));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setMinimumSectionSize(scaledPx(this, 76));
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setFixedHeight(scaledPx(this, 32 + kRehearsedInSight * 28));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, scaledPx(this, 14), 0, 0);
    for (QWidget *widget : std::initializer_list<QWidget *>{title, m_summary, m_progress, m_nothing, m_table})
        rows->addWidget(widget);
    m_soon.setSingleShot(true);
    m_soon.setInterval(300ms);
    m_look.setInterval(100ms);
    connect(&m_soon, &QTimer::timeout, this, &RehearsalPanel::begin);
    connect(&m_look, &QTimer::timeout, this, [this] { m_progress->setValue(m_work ? m_work->percent.load() : 0); });
    hide();
}

RehearsalPanel::~RehearsalPanel()
{
    stop();
}

void RehearsalPanel::rehearse(const DispatchSettings &saved, const DispatchSettings &typed)
{
    m_saved = saved;
    m_typed = typed;
    stop();
    setVisible(!(saved == typed));
    if (saved == typed)
        return m_soon.stop();
    m_summary->setText(tr("Rehearsing with the last 30 days\u2019 leads\u2026"));
    m_soon.start();
}

void RehearsalPanel::stop()
{
    if (m_work)
        m_work->isCancelled = true;
    m_work.reset();
    m_look.stop();
    m_progress->hide();
}

stats::RehearsalInput RehearsalPanel::input() const
{
    const replica::OfficeReplica &replica = m_context.replica;
    const Timestamp now = m_context.clock();
    return {{}, // read by the worker
            PlumberRoster(replica.plumbers()),
            replica.candidates().situationFor({}, now).answers,
            m_saved,
            m_typed,
            replica.settings(),
            replica.services()};
}

void RehearsalPanel::begin()
{
    m_work = std::make_shared<WorkState>();
    m_progress->setValue(0);
    m_progress->show();
    m_look.start();
    const auto state = m_work;
    const QList<QUuid> ids = stats::rehearsalIds(m_context.replica.columns(), m_context.clock());
    inBackground<stats::Rehearsal>(
        this,
        [state, input = input(), ids, leads = m_context.replica.snapshot()]() -> Result<stats::Rehearsal> {
            const auto read = leads.leads(ids);
            if (!read)
                return read.error();
            stats::RehearsalInput whole = input;
            whole.leads = stats::rehearsalLeads(*read);
            return stats::rehearse(whole, [state](double share) {
                state->percent = int(share * 100);
                return !state->isCancelled.load();
            });
        },
        [this, state](const Result<stats::Rehearsal> &outcome) {
            if (state != m_work || !outcome) // a newer question took its place
                return;
            stop();
            present(*outcome);
        });
}

void RehearsalPanel::present(const stats::Rehearsal &outcome)
{
    m_summary->setText(summary(outcome));
    const QString nothing = emptyHanded(outcome);
    m_nothing->setText(nothing);
    m_nothing->setVisible(!nothing.isEmpty());
    fillTable(outcome);
    m_table->setVisible(m_table->rowCount() > 0);
}

QString RehearsalPanel::summary(const stats::Rehearsal &outcome) const
{
    if (outcome.leads == 0)
        return tr("No leads came in the last 30 days, so there is nothing to rehearse with.");
    const QString currency = m_context.replica.settings().currency;
    QStringList sentences{
        tr("Of the last 30 days\u2019 %Ln lead(s), each given to the best plumber, %1 find one (before: %2).", nullptr,
           outcome.leads)
            .arg(QLocale().toString(outcome.after.placed), QLocale().toString(outcome.before.placed)),
        tr("They earn %1 (before: %2).")
            .arg(moneyText(outcome.after.earnsCents, currency), moneyText(outcome.before.earnsCents, currency))};
    if (outcome.after.byItself != outcome.before.byItself)
        sentences += tr("The server assigns %1 of them itself (before: %2).")
                         .arg(QLocale().toString(outcome.after.byItself), QLocale().toString(outcome.before.byItself));
    if (outcome.changed().isEmpty())
        sentences += tr("Everybody gets as many leads as before.");
    return sentences.join(QLatin1Char(' '));
}

QString RehearsalPanel::emptyHanded(const stats::Rehearsal &outcome) const
{
    const QList<QUuid> plumbers = outcome.emptyHanded();
    if (plumbers.isEmpty())
        return {};
    QStringList names;
    for (const QUuid &plumber : plumbers.first(std::min<qsizetype>(kNamesInSentence, plumbers.size())))
        names += shown(m_context.replica.plumberName(plumber), 60);
    const int others = static_cast<int>(plumbers.size() - names.size());
    const QString list = names.join(tr(", "));
    return others > 0 ? tr("No more leads for %1 and %Ln other(s).", nullptr, others).arg(list)
                      : tr("No more leads for %1.").arg(list);
}

void RehearsalPanel::fillTable(const stats::Rehearsal &outcome)
{
    m_table->setRowCount(0);
    const QList<QUuid> changed = outcome.changed();
    for (const QUuid &plumber : changed.first(std::min<qsizetype>(kMaxRehearsed, changed.size())))
        addRow(outcome, plumber);
    for (int column = 1; column < m_table->columnCount(); ++column)
        m_table->resizeColumnToContents(column);
}

void RehearsalPanel::addRow(const stats::Rehearsal &outcome, const QUuid &plumber)
{
    const int before = outcome.before.leads.value(plumber);
    const int after = outcome.after.leads.value(plumber);
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(m_context.replica.plumberName(plumber)));
    m_table->setItem(row, 1, numberCell(QLocale().toString(before)));
    m_table->setItem(row, 2, numberCell(QLocale().toString(after)));
    m_table->setItem(row, 3, numberCell(signedText(after - before)));
}

} // namespace pl::ui
