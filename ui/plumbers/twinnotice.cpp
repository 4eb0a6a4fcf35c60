#include "ui/plumbers/twinnotice.h"

#include "ui/style/metrics.h"
#include "ui/widgets/deadlinebanner.h"

#include <QBoxLayout>
#include <QPushButton>

namespace pl::ui {

TwinNotice::TwinNotice(QWidget *parent)
    : QWidget(parent), m_words(new DeadlineBanner(this)), m_open(new QPushButton(tr("Open"), this))
{
    setObjectName(QStringLiteral("twinNotice"));
    m_words->setObjectName(QStringLiteral("twinWords"));
    m_open->setObjectName(QStringLiteral("openTwin"));
    m_open->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaledPx(this, 6));
    row->addWidget(m_words, 1);
    row->addWidget(m_open);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openWanted(m_other); });
    hide();
}

QString TwinNotice::sentenceOf(const PlumberMatches::Match &match, const QString &name, int more)
{
    const QString who = match.isRemoved ? tr("%1 (removed)", "a plumber").arg(name)
                        : more > 0      ? tr("%1 and %n other(s)", nullptr, more).arg(name)
                                        : name;
    if (match.hasPhone && match.hasEmail)
        return tr("Same phone and e-mail as %1").arg(who);
    return match.hasPhone ? tr("Same phone as %1").arg(who) : tr("Same e-mail as %1").arg(who);
}

void TwinNotice::present(const QList<PlumberMatches::Match> &matches,
                         const std::function<QString(const QUuid &)> &nameOf)
{
    setVisible(!matches.isEmpty());
    m_other = matches.isEmpty() ? QUuid() : matches.first().plumberId;
    if (matches.isEmpty())
        return;
    const QString name = nameOf(m_other);
    m_words->present(QStringLiteral("copy"), sentenceOf(matches.first(), name, int(matches.size()) - 1),
                     &Colors::amber);
    // A removed one is in no list.
    m_open->setVisible(!matches.first().isRemoved);
    m_open->setAccessibleName(tr("Open %1").arg(name));
}

} // namespace pl::ui
