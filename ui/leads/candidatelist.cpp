#include "ui/leads/candidatelist.h"

#include "ui/leads/candidatecard.h"
#include "ui/leads/excludedcandidate.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QPushButton>

namespace pl::ui {
namespace {

constexpr int kCards = 3;
constexpr int kExcludedRows = 3;

} // namespace

CandidateList::CandidateList(QWidget *parent)
    : QWidget(parent)
    , m_heading(new PlainLabel(tr("Candidates"), this))
    , m_count(new PlainLabel(this))
    , m_nobody(new PlainLabel(this))
    , m_all(new QPushButton(this))
{
    setObjectName(QStringLiteral("candidateList"));
    m_heading->setFont(scaledFont(font(), 0.92, QFont::DemiBold));
    m_count->setObjectName(QStringLiteral("candidateCount"));
    m_count->setFont(scaledFont(font(), 0.92));
    m_nobody->setObjectName(QStringLiteral("candidateNobody"));
    m_nobody->setWordWrap(true);
    for (PlainLabel *label : {m_heading, m_count, m_nobody})
        label->setForegroundRole(QPalette::PlaceholderText);
    m_all->setObjectName(QStringLiteral("candidateAll"));
    m_all->setFocusPolicy(Qt::TabFocus);
    connect(m_all, &QPushButton::clicked, this, &CandidateList::allWanted);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaledPx(this, 6));
    auto *head = new QHBoxLayout;
    head->addWidget(m_heading);
    head->addStretch();
    head->addWidget(m_count);
    layout->addLayout(head);
    layout->addWidget(m_nobody);
    for (int i = 0; i < kCards; ++i) {
        m_cards += new CandidateCard(i == 0, this);
        layout->addWidget(m_cards.last());
        connect(m_cards.last(), &CandidateCard::chosen, this,
                [this](const QUuid &plumberId) { Q_EMIT plumberChosen(m_leadId, plumberId); });
    }
    for (int i = 0; i < kExcludedRows; ++i) {
        m_excluded += new ExcludedCandidate(this);
        layout->addWidget(m_excluded.last());
        connect(m_excluded.last(), &ExcludedCandidate::chosen, this,
                [this](const QUuid &plumberId) { Q_EMIT plumberChosen(m_leadId, plumberId); });
    }
    layout->addWidget(m_all, 0, Qt::AlignLeft);
}

void CandidateList::present(const Lead &lead, const QList<Candidate> &candidates, const QHash<QUuid, Plumber> &plumbers)
{
    m_leadId = lead.id;
    const auto nameOf = [&](const Candidate &candidate) { return plumbers.value(candidate.plumberId).fullName(); };
    QList<Candidate> eligible;
    QList<Candidate> excluded;
    for (const Candidate &candidate : candidates)
        if (candidate.plumberId != lead.assignedPlumberId)
            (candidate.eligible() ? eligible : excluded) += candidate;
    const QString verb = lead.status == LeadStatus::Assigned ? tr("Reassign") : tr("Assign");
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->setVisible(i < eligible.size());
        if (i < eligible.size())
            m_cards[i]->present(eligible[i], nameOf(eligible[i]), verb);
    }
    for (qsizetype i = 0; i < m_excluded.size(); ++i) {
        m_excluded[i]->setVisible(i < excluded.size());
        if (i < excluded.size())
            m_excluded[i]->present(excluded[i].plumberId, nameOf(excluded[i]),
                                   exclusionText(excluded[i], lead.serviceNeeded));
    }
    m_count->setText(tr("%L1 of %L2 can take it").arg(eligible.size()).arg(eligible.size() + excluded.size()));
    m_nobody->setVisible(eligible.isEmpty());
    const qsizetype all = eligible.size() + excluded.size();
    m_nobody->setText(candidates.isEmpty() ? tr("There are no plumbers yet. Add one under Plumbers.")
                      : all == 0           ? tr("There are no other plumbers.")
                      : lead.serviceNeeded.isEmpty()
                          ? tr("The service is unknown, so nobody matches. Set it first, or choose a plumber anyway:")
                          : tr("Nobody can take this lead right now:"));
    m_all->setVisible(eligible.size() > m_cards.size() || excluded.size() > m_excluded.size());
    m_all->setText(tr("Choose from all %1\u2026").arg(numberText(all)));
}

} // namespace pl::ui
