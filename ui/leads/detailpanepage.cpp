// The part of DetailPane that builds its page.

#include "ui/leads/candidatelist.h"
#include "ui/leads/customerfacts.h"
#include "ui/leads/detailpane.h"
#include "ui/leads/historylist.h"
#include "ui/leads/leadactions.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/chips.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace pl::ui {

QWidget *DetailPane::buildPage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    const int inset = scaledPx(this, 16);
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->setSpacing(scaledPx(this, 12));
    layout->addWidget(buildHeader());
    layout->addWidget(m_refused = new ChipLabel(page), 0, Qt::AlignLeft);
    m_refused->setObjectName(QStringLiteral("leadRefused"));
    layout->addWidget(m_banner = new DeadlineBanner(page));
    layout->addWidget(m_missing = buildMissing());
    layout->addLayout(buildFacts(page));
    layout->addWidget(m_description = new PlainLabel(page));
    m_description->setObjectName(QStringLiteral("leadDescription"));
    m_description->setWordWrap(true);
    m_description->setMost(kShownPage);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(buildButtons());
    layout->addWidget(m_candidates = new CandidateList(page));
    connect(m_candidates, &CandidateList::plumberChosen, &m_actions, &LeadActions::assignTo);
    connect(m_candidates, &CandidateList::allWanted, &m_actions, &LeadActions::openAssign);
    layout->addWidget(m_answers = new FactList(tr("Answers"), page));
    m_answers->setObjectName(QStringLiteral("leadAnswers"));
    layout->addWidget(m_origin = new FactList(tr("Came from"), page));
    m_origin->setObjectName(QStringLiteral("leadOrigin"));
    layout->addWidget(buildHistoryHead());
    layout->addWidget(m_history = new HistoryList(m_context, page));
    connect(&m_actions, &LeadActions::noteAdded, m_history, &HistoryList::reload);
    layout->addStretch();
    return page;
}

QWidget *DetailPane::buildHeader()
{
    auto *header = new QWidget;
    m_name = new ElidedLabel(header);
    m_name->setObjectName(QStringLiteral("leadName"));
    m_name->setFont(scaledFont(font(), kTitle, QFont::Bold));
    m_test = new ChipLabel(header);
    m_test->setObjectName(QStringLiteral("leadTest"));
    m_test->setChip(testChip());
    m_urgency = new ChipLabel(header);
    m_urgency->setObjectName(QStringLiteral("leadUrgency"));
    m_status = new ChipLabel(header);
    m_status->setObjectName(QStringLiteral("leadStatus"));
    auto *line = new QHBoxLayout(header);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_name, 1);
    line->addWidget(m_test);
    line->addWidget(m_urgency);
    line->addWidget(m_status);
    line->addWidget(closeButton());
    return header;
}

QWidget *DetailPane::buildMissing()
{
    auto *row = new QWidget;
    m_missingWords = new DeadlineBanner(row);
    m_missingWords->setObjectName(QStringLiteral("missingBanner"));
    auto *fillIn = new QPushButton(tr("Fill in"), row);
    fillIn->setObjectName(QStringLiteral("fillIn"));
    fillIn->setFocusPolicy(Qt::TabFocus);
    connect(fillIn, &QPushButton::clicked, this, [this] {
        if (const Lead *lead = m_context.replica.lead(m_leadId))
            m_actions.openEditAt(m_leadId, missingFields(*lead).value(0));
    });
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(scaledPx(this, 6));
    line->addWidget(m_missingWords, 1);
    line->addWidget(fillIn);
    return row;
}

QVBoxLayout *DetailPane::buildFacts(QWidget *page)
{
    auto *facts = new QVBoxLayout;
    facts->setSpacing(0);
    facts->addWidget(m_customer = new CustomerFacts(m_context, page));
    const auto fact = [&](const char *name, const QString &iconName) {
        auto *row = new FactRow(iconName, page);
        row->setObjectName(QLatin1String(name));
        facts->addWidget(row);
        return row;
    };
    m_plumber = fact("factPlumber", QStringLiteral("user"));
    m_grace = fact("factGrace", QStringLiteral("hourglass"));
    m_duplicate = fact("factDuplicate", QStringLiteral("copy"));
    facts->addWidget(new ActionButton(m_actions.file, page), 0, Qt::AlignLeft);
    connect(m_duplicate, &QAbstractButton::clicked, this, [this] {
        const Lead *lead = m_context.replica.lead(m_leadId);
        if (lead && lead->duplicateOf)
            Q_EMIT leadWanted(*lead->duplicateOf);
    });
    return facts;
}

QWidget *DetailPane::buildButtons()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(scaledPx(this, 6));
    for (QAction *action :
         {m_actions.complete, m_actions.unassign, m_actions.reopen, m_actions.notDuplicate, m_actions.edit})
        line->addWidget(new ActionButton(action, row));
    line->addStretch();
    return row;
}

QWidget *DetailPane::buildHistoryHead()
{
    auto *head = new QWidget;
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, scaledPx(this, 4), 0, 0);
    auto *addNote = new ActionButton(m_actions.note, head);
    addNote->setFlat(true);
    line->addWidget(makeTitle(tr("History")));
    line->addStretch();
    line->addWidget(addNote);
    return head;
}

} // namespace pl::ui
