#include "ui/leads/candidatecard.h"

#include "ui/leads/candidatedelegate.h"
#include "ui/leads/distancebar.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {

CandidateCard::CandidateCard(bool best, QWidget *parent)
    : QFrame(parent)
    , m_best(best)
    , m_name(new ElidedLabel(this))
    , m_reasons(new ElidedLabel(this))
    , m_distance(new DistanceBar(this))
    , m_assign(new QPushButton(this))
{
    setObjectName(QStringLiteral("candidateCard"));
    m_name->setObjectName(QStringLiteral("candidateName"));
    m_name->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    m_reasons->setObjectName(QStringLiteral("candidateReasons"));
    m_reasons->setFont(scaledFont(font(), kSmallText));
    m_reasons->setTone(ElidedLabel::Tone::Quiet);
    m_assign->setObjectName(QStringLiteral("candidateAssign"));
    m_assign->setFont(scaledFont(font(), 0.95, QFont::DemiBold));
    m_assign->setFocusPolicy(Qt::TabFocus);
    if (best)
        makePrimary(m_assign);
    m_assign->installEventFilter(this);
    connect(m_assign, &QPushButton::clicked, this, [this] { Q_EMIT chosen(m_plumberId); });

    auto *words = new QVBoxLayout;
    words->setSpacing(scaledPx(this, 3));
    words->addWidget(m_name);
    words->addWidget(m_reasons);
    words->addWidget(m_distance, 0, Qt::AlignLeft);
    auto *layout = new QHBoxLayout(this);
    const int inset = scaledPx(this, 10);
    layout->setContentsMargins(scaledPx(this, 49), inset, inset, inset);
    layout->addLayout(words, 1);
    layout->addWidget(m_assign);
}

void CandidateCard::present(const Candidate &candidate, const QString &name, const QString &verb)
{
    const QString reasons = candidateReasons(candidate);
    m_plumberId = candidate.plumberId;
    m_name->setText(name);
    m_reasons->setText(reasons);
    m_distance->present(candidate);
    m_assign->setText(verb);
    m_assign->setAccessibleName(tr("%1 to %2").arg(verb, name));
    m_assign->setAccessibleDescription(reasons);
    update();
}

/// After the first click the card may be about the next lead already.
bool CandidateCard::eventFilter(QObject *watched, QEvent *event)
{
    return (watched == m_assign && event->type() == QEvent::MouseButtonDblClick) || QFrame::eventFilter(watched, event);
}

QString CandidateCard::name() const
{
    return m_name->text();
}

void CandidateCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    painter.setPen(m_best ? colors.accent : colors.line);
    painter.setBrush(m_best ? colors.blue.ground : colors.panel);
    const qreal radius = scaledPx(this, 6);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    const int size = scaledPx(this, 30);
    const QRectF circle(scaledPx(this, 9), (height() - size) / 2.0, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_best ? colors.panel : colors.side);
    painter.drawEllipse(circle);
    painter.setPen(colors.secondText);
    painter.setFont(scaledFont(font(), kSmallText, QFont::DemiBold));
    painter.drawText(circle, Qt::AlignCenter, initialsOf(m_name->text()));
}

} // namespace pl::ui
