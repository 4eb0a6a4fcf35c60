#include "ui/plumbers/plumberwarnings.h"

#include "models/tables/plumberfilter.h"
#include "ui/plumbers/twinnotice.h"
#include "ui/style/metrics.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/words/moments.h"
#include "ui/words/plumberwords.h"

#include <QBoxLayout>
#include <QPushButton>

namespace pl::ui {
namespace {

struct Paper
{
    const std::optional<QDate> &expires;
    QString gone;
    QString soon; ///< takes the phrase
};

void addPaper(QList<PlumberWarning> &warnings, const Paper &paper, QDate today)
{
    if (!tables::expiresSoon(paper.expires, today))
        return;
    const bool isGone = *paper.expires < today;
    warnings +=
        {QStringLiteral("triangle-alert"),
         isGone ? paper.gone.arg(dayText(*paper.expires, today)) : paper.soon.arg(expiryPhrase(*paper.expires, today)),
         isGone ? &Colors::red : &Colors::amber,
         {}};
}

} // namespace

QList<PlumberWarning> warningsOf(const Plumber &plumber, const QList<PlumberMatches::Match> &matches, QDate today,
                                 const std::function<QString(const QUuid &)> &nameOf)
{
    QList<PlumberWarning> warnings;
    if (const QString pause = pauseText(plumber, today); !pause.isEmpty())
        warnings +=
            {QStringLiteral("hourglass"), PlumberWarnings::tr("%1: gets no leads").arg(pause), &Colors::amber, {}};
    addPaper(warnings,
             {plumber.insuranceExpires, PlumberWarnings::tr("Insurance expired %1: not suggested"),
              PlumberWarnings::tr("Insurance %1")},
             today);
    addPaper(warnings,
             {plumber.licenseExpires, PlumberWarnings::tr("License expired %1: not suggested"),
              PlumberWarnings::tr("License %1")},
             today);
    if (!plumber.paymentReady)
        warnings += {QStringLiteral("credit-card"), PlumberWarnings::tr("No card on file"), &Colors::amber, {}};
    for (const PlumberMatches::Match &match : matches)
        warnings += {QStringLiteral("copy"), TwinNotice::sentenceOf(match, nameOf(match.plumberId), 0), &Colors::amber,
                     match.plumberId};
    return warnings;
}

PlumberWarnings::PlumberWarnings(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("plumberWarnings"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 6));
    hide();
}

QStringList PlumberWarnings::sentences() const
{
    QStringList sentences;
    for (const PlumberWarning &warning : m_warnings)
        sentences += warning.sentence;
    return sentences;
}

void PlumberWarnings::present(const QList<PlumberWarning> &warnings)
{
    if (warnings == m_warnings)
        return;
    m_warnings = warnings;
    qDeleteAll(std::exchange(m_rows, {}));
    for (const PlumberWarning &warning : warnings) {
        m_rows += makeRow(warning);
        layout()->addWidget(m_rows.last());
    }
    setVisible(!warnings.isEmpty());
}

QWidget *PlumberWarnings::makeRow(const PlumberWarning &warning)
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(scaledPx(this, 6));
    auto *banner = new DeadlineBanner(row);
    banner->setObjectName(QStringLiteral("plumberWarning"));
    banner->present(warning.icon, warning.sentence, warning.tone);
    line->addWidget(banner, 1);
    if (!warning.other.isNull()) {
        auto *open = new QPushButton(tr("Open"), row);
        open->setObjectName(QStringLiteral("openOther"));
        open->setFocusPolicy(Qt::TabFocus);
        open->setAccessibleDescription(warning.sentence);
        // Afterwards: what it opens replaces this button.
        connect(
            open, &QPushButton::clicked, this, [this, other = warning.other] { Q_EMIT plumberWanted(other); },
            Qt::QueuedConnection);
        line->addWidget(open);
    }
    row->show();
    return row;
}

} // namespace pl::ui
