#include "ui/help/firststepspage.h"

#include "ui/office/sourcecontext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

struct StepWords
{
    QString title;
    QString sentence;
};

StepWords wordsOf(FirstStep step)
{
    switch (step) {
    case FirstStep::Office:
        return {FirstStepsPage::tr("Name your office"),
                FirstStepsPage::tr("Plumbers and customers see the name in every message.")};
    case FirstStep::Plumbers:
        return {FirstStepsPage::tr("Add your plumbers"),
                FirstStepsPage::tr("With their services and ZIP codes, so that each lead finds the ones who fit.")};
    case FirstStep::Sources:
        return {FirstStepsPage::tr("Connect where leads come from"),
                FirstStepsPage::tr("The form on your website, an advertiser, a partner, or another program.")};
    case FirstStep::Lead:
        return {FirstStepsPage::tr("Receive your first lead"),
                FirstStepsPage::tr("It shows up here seconds after a source sends it. After a phone call, you type it "
                                   "in yourself. Tests don't count.")};
    case FirstStep::Assign:
        break;
    }
    return {FirstStepsPage::tr("Assign it"),
            FirstStepsPage::tr("Select the lead and choose a plumber. Those who fit best come first.")};
}

} // namespace

FirstStepsPage::FirstStepsPage(OfficeContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("firstStepsPage"));
    setAccessibleName(tr("First steps"));
    setFocusPolicy(Qt::ClickFocus);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(buildPage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connectData();
    refresh();
}

QWidget *FirstStepsPage::buildPage()
{
    auto *page = new QWidget;
    page->setMaximumWidth(scaledPx(this, 680));
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(scaledPx(this, 20), scaledPx(this, 12), scaledPx(this, 20), scaledPx(this, 20));
    auto *title = new PlainLabel(tr("First steps"), page);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *hint = new PlainLabel(tr("Five steps to the first lead that a plumber gets from you."), page);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    layout->addWidget(title);
    layout->addWidget(hint);
    for (const FirstStep step : kFirstSteps) {
        const StepWords words = wordsOf(step);
        auto *row = new StepRow(int(step) + 1, words.title, words.sentence, page);
        row->setObjectName(QStringLiteral("firstStep_") + enumName(step));
        layout->addWidget(row);
        m_rows.insert(step, row);
    }
    auto *closing = new PlainLabel(
        tr("All done: your first lead is with a plumber. From here on, the lists of leads are where you work."), page);
    closing->setObjectName(QStringLiteral("firstStepsDone"));
    closing->setFont(scaledFont(font(), 1, QFont::DemiBold));
    closing->setWordWrap(true);
    m_closing = closing;
    m_hide = new QPushButton(tr("Hide this page"), page);
    m_hide->setObjectName(QStringLiteral("firstStepsHide"));
    m_hide->setAutoDefault(true); // Enter presses it, too
    connect(m_hide, &QPushButton::clicked, this, &FirstStepsPage::hideWanted);
    layout->addSpacing(scaledPx(this, 10));
    layout->addWidget(closing);
    layout->addWidget(m_hide, 0, Qt::AlignLeft);
    layout->addStretch();
    return page;
}

void FirstStepsPage::connectData()
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(100ms);
    connect(&m_soon, &QTimer::timeout, this, &FirstStepsPage::refresh);
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    using Replica = replica::OfficeReplica;
    connect(&m_context.replica, &Replica::reset, this, soon);
    connect(&m_context.replica, &Replica::leadsChanged, this, soon);
    connect(&m_context.replica, &Replica::plumbersChanged, this, soon);
    connect(&m_context.replica, &Replica::connectionChanged, this, [this, soon] { // each time somebody asked the server
        if (!m_hasRows)
            soon();
    });
    if (m_context.templates)
        connect(m_context.templates, &replica::TemplateBook::changed, this, soon);
    if (m_context.sources)
        connect(&m_context.sources->book, &replica::SourceBook::changed, this, soon);
}

void FirstStepsPage::setWays(FirstStep step, const QList<StepRow::Way> &ways)
{
    m_rows.value(step)->setWays(ways, tr("An admin does this."));
}

bool FirstStepsPage::isKnown() const
{
    const auto isRead = [](const auto &book) { return book.isLoaded() || book.failure(); };
    return m_hasRows && (!m_context.templates || isRead(*m_context.templates)) &&
           (!m_context.sources || isRead(m_context.sources->book));
}

FirstSteps FirstStepsPage::read() const
{
    std::optional<QString> name;
    if (m_context.templates && m_context.templates->isLoaded())
        name = m_context.templates->words().office.name;
    std::optional<bool> hasSource;
    if (m_context.sources && m_context.sources->book.isLoaded()) {
        const QHash<QUuid, LeadSource> &sources = m_context.sources->book.sources();
        hasSource = std::any_of(sources.begin(), sources.end(), [](const LeadSource &source) { return source.active; });
    }
    return FirstSteps::of({name, hasSource, m_context.replica.plumbers(), m_context.replica.columns()});
}

void FirstStepsPage::refresh()
{
    m_hasRows = m_hasRows || m_context.replica.connection() == replica::Connection::Live;
    const FirstSteps before = std::exchange(m_steps, read());
    for (const FirstStep step : kFirstSteps)
        m_rows.value(step)->present(m_steps.stateOf(step));
    const bool areDone = isKnown() && m_steps.left() == 0;
    m_closing->setVisible(areDone);
    m_hide->setProperty("primary", areDone);
    m_hide->update();
    if (!(m_steps == before) || isKnown() != m_wasKnown) {
        m_wasKnown = isKnown();
        Q_EMIT stepsChanged();
    }
}

void FirstStepsPage::focusFirst()
{
    for (const FirstStep step : kFirstSteps) {
        const StepRow *row = m_rows.value(step);
        if (row->state() != FirstSteps::State::Done && row->firstButton())
            return row->firstButton()->setFocus();
    }
    m_hide->setFocus();
}

/// The name and the sources are read anew wherever they are shown.
void FirstStepsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_context.templates)
        m_context.templates->load();
    if (m_context.sources)
        m_context.sources->book.load();
}

} // namespace pl::ui
