#include "ui/shell/statusline.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QPainter>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;
using replica::Connection;

} // namespace

StatusLine::StatusLine(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_state(new ElidedLabel(this))
    , m_keys(new ElidedLabel(this))
    , m_sources(new ElidedLabel(this))
    , m_amount(new ElidedLabel(this))
{
    setObjectName(QStringLiteral("statusLine"));
    m_state->setObjectName(QStringLiteral("statusState"));
    m_keys->setObjectName(QStringLiteral("statusKeys"));
    m_sources->setObjectName(QStringLiteral("statusSources"));
    m_amount->setObjectName(QStringLiteral("statusAmount"));
    m_amount->setAlignment(Qt::AlignRight);
    for (ElidedLabel *label : {m_state, m_keys, m_sources, m_amount}) {
        label->setFont(scaledFont(font(), 0.92));
        label->setTone(label == m_sources ? ElidedLabel::Tone::Warning : ElidedLabel::Tone::Quiet);
    }
    m_sources->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_state->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto *layout = new QHBoxLayout(this);
    const int inset = scaledPx(this, 14);
    layout->setContentsMargins(inset + scaledPx(this, 14), scaledPx(this, 5), inset, scaledPx(this, 5));
    layout->setSpacing(scaledPx(this, 18));
    layout->addWidget(m_state);
    layout->addWidget(m_keys, 1);
    layout->addWidget(m_sources);
    layout->addWidget(m_amount);
    connect(&context.replica, &replica::OfficeReplica::connectionChanged, this, &StatusLine::refresh);
    connect(&context.replica, &replica::OfficeReplica::leadsChanged, this, &StatusLine::refresh);
    connect(&context.replica, &replica::OfficeReplica::plumbersChanged, this, &StatusLine::refresh);
    connect(&context.replica, &replica::OfficeReplica::settingsChanged, this, &StatusLine::refresh);
    connect(&m_second, &QTimer::timeout, this, &StatusLine::refresh);
    m_second.start(1s);
    refresh();
}

void StatusLine::setKeys(const QList<std::pair<QString, QString>> &keys)
{
    QStringList words;
    for (const auto &[key, word] : keys)
        words += key + QLatin1Char(' ') + word;
    m_keys->setText(words.join(QStringLiteral("   ")));
}

void StatusLine::setPending(int writes)
{
    m_pending = writes;
    refresh();
}

QString StatusLine::stateText() const
{
    const replica::OfficeReplica &replica = m_context.replica;
    const Timestamp now = m_context.clock();
    switch (replica.connection()) {
    case Connection::Loading:
        return tr("Loading\u2026");
    case Connection::Offline:
        return tr("Offline since %1").arg(momentText(replica.offlineSince(), now));
    case Connection::Refused:
        return tr("The server refused this account");
    case Connection::Live:
        break;
    }
    if (m_pending > 0)
        return tr("Saving\u2026");
    return tr("Live, updated %1").arg(agoText(replica.lastSync(), now));
}

/// The tool tip has the whole sentence.
void StatusLine::showSilence()
{
    const QList<SourceSilence> &silent = m_context.replica.settings().silentSources;
    QStringList sentences;
    for (const SourceSilence &source : silent)
        sentences += tr("%1 sent %2 in %3. It usually sends about %4. Is it still connected?")
                         .arg(source.name, leadsText(source.seen), tr("%n hour(s)", nullptr, int(source.hours)),
                              numberText(source.expected));
    const QString text = silent.isEmpty()     ? QString()
                         : silent.size() == 1 ? tr("%1 is silent").arg(silent.first().name)
                                              : tr("%n sources are silent", nullptr, int(silent.size()));
    if (text != m_sources->text())
        m_sources->setText(text);
    m_sources->setExplanation(sentences.join(u'\n'));
    m_sources->setVisible(!silent.isEmpty());
}

void StatusLine::refresh()
{
    m_state->setText(stateText());
    showSilence();
    const replica::OfficeReplica &replica = m_context.replica;
    m_amount->setText(
        tr("%1 \u00B7 %2, %3")
            .arg(m_context.serverName, leadsText(replica.leadCount()), plumbersText(replica.plumbers().size())));
    update();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    painter.fillRect(rect(), colors.side);
    painter.fillRect(QRect(0, 0, width(), 1), colors.line);
    const Connection connection = m_context.replica.connection();
    painter.setPen(Qt::NoPen);
    painter.setBrush(connection == Connection::Live      ? colors.live
                     : connection == Connection::Loading ? colors.secondText
                                                         : colors.amber.text);
    const int dot = scaledPx(this, 8);
    painter.drawEllipse(scaledPx(this, 14), (height() - dot) / 2 + 1, dot, dot);
}

} // namespace pl::ui
