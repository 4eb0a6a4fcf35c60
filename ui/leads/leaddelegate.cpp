#include "ui/leads/leaddelegate.h"

#include "models/domain/leadname.h"
#include "ui/leads/leadselection.h"
#include "ui/leads/sectionhead.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/words/chips.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QAbstractItemView>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QPainter>

namespace pl::ui {
namespace {

using Model = tables::LeadTableModel;

constexpr qint64 kFadeSteps = 20;

int cellInset(const QFont &font)
{
    return scaledPx(font, 10);
}

} // namespace

LeadDelegate::LeadDelegate(const OfficeContext &context, const tables::LeadTableModel &model, QObject *parent)
    : RowDelegate(parent), m_context(context), m_model(model)
{
    connect(qGuiApp, &QGuiApplication::fontDatabaseChanged, this, [this] {
        m_texts.clear();
        m_chips.clear();
    });
}

QString LeadDelegate::deadlineCell(const Lead &lead) const
{
    const Timestamp now = m_context.clock();
    if (const auto deadline = m_model.deadlineOf(lead))
        return deadlineText(*deadline, now);
    if (lead.closedReason && *lead.closedReason != ClosedReason::Done)
        return closedReasonPhrase(*lead.closedReason);
    if (const qint64 minutes = m_context.replica.settings().dispatch.minutesToAnswer(lead.urgency);
        minutes > 0 && lead.status == LeadStatus::Assigned && !lead.acceptedAt && lead.assignedAt) {
        const qint64 left = now.secondsTo(lead.assignedAt->addSeconds(minutes * 60));
        return left > 0 ? tr("%1 to answer").arg(spanText(left)) : LeadDelegate::tr("no answer");
    }
    // What was still ahead of a new lead is behind this one: how long it took.
    return lead.assignedAt ? tr("took %1").arg(spanText(lead.createdAt.secondsTo(*lead.assignedAt))) : QString();
}

bool LeadDelegate::isHalfGone(const Lead &lead) const
{
    const auto deadline = m_model.deadlineOf(lead);
    const Timestamp now = m_context.clock();
    return deadline && lead.createdAt.secondsTo(now) >= now.secondsTo(*deadline);
}

QString LeadDelegate::timeWords(const QModelIndex &index) const
{
    const Lead *lead = m_model.leadAt(index);
    if (!lead)
        return {};
    const bool due = m_context.replica.isDueNow(*lead, m_context.clock());
    return textOf(*lead, index.column()) + (due ? u'!' : isHalfGone(*lead) ? u'/' : u' ');
}

QString LeadDelegate::plumberCell(const Lead &lead) const
{
    const QString name = m_context.replica.plumberName(lead.assignedPlumberId);
    if (name.isEmpty())
        return lead.status != LeadStatus::New ? QStringLiteral("\u2014")
               : lead.attention               ? attentionText(*lead.attention)
                                              : tr("Unassigned");
    if (lead.status != LeadStatus::Assigned)
        return name;
    return (lead.acceptedAt ? tr("%1, accepted") : tr("%1, waiting")).arg(name);
}

QString LeadDelegate::textOf(const Lead &lead, int column) const
{
    switch (static_cast<Model::Column>(column)) {
    case Model::UrgencyColumn:
        return urgencyText(lead.urgency);
    case Model::DeadlineColumn:
        return deadlineCell(lead);
    case Model::CustomerColumn:
        return lead.erasedAt ? tr("Erased") : leadName(lead);
    case Model::ServiceColumn:
        return serviceText(lead.serviceNeeded);
    case Model::ZipColumn:
        return lead.zipCode.value_or(QString());
    case Model::PhoneColumn:
        return shownPhone(lead);
    case Model::StatusColumn:
        return statusText(lead.status);
    case Model::PlumberColumn:
        return plumberCell(lead);
    case Model::ReceivedColumn:
        return agoText(lead.createdAt, m_context.clock());
    case Model::EmailColumn:
        return emailText(lead);
    case Model::ColumnCount:
        break;
    }
    return {};
}

/// Formatting one takes as long as painting a cell.
QString LeadDelegate::shownPhone(const Lead &lead) const
{
    if (lead.phoneNumber.isEmpty())
        return phoneText(lead);
    const QString number = lead.phoneNumber + u'x' + lead.phoneExtension.value_or(QString());
    if (const QString *known = m_phones.object(number))
        return *known;
    const QString text = phoneText(lead);
    m_phones.insert(number, new QString(text));
    return text;
}

QString LeadDelegate::spokenText(const Lead &lead, int column) const
{
    const QString more = column == Model::CustomerColumn ? testText(lead)
                         : column == Model::PhoneColumn  ? unrealPhoneText(lead)
                                                         : QString();
    const QString text = textOf(lead, column);
    return more.isEmpty() ? text : tr("%1. %2", "a cell and a sentence about it").arg(text, more);
}

LeadDelegate::Look LeadDelegate::lookOf(const Lead &lead, int column, const Colors &colors) const
{
    const bool closed = lead.status == LeadStatus::Completed;
    Look look{textOf(lead, column), closed ? colors.secondText : colors.text};
    switch (static_cast<Model::Column>(column)) {
    case Model::CustomerColumn:
        look.weight = closed ? QFont::Medium : QFont::DemiBold;
        if (calledName(lead).isEmpty())
            look.color = colors.secondText;
        break;
    case Model::ServiceColumn:
        if (lead.serviceNeeded.isEmpty())
            look.color = closed ? colors.secondText : colors.amber.text;
        break;
    case Model::PhoneColumn:
        look.isStruckOut = !unrealPhoneText(lead).isEmpty();
        if (lead.phoneNumber.isEmpty() || look.isStruckOut)
            look.color = colors.secondText;
        break;
    case Model::EmailColumn:
        if (lead.email.isEmpty())
            look.color = colors.secondText;
        break;
    case Model::DeadlineColumn: {
        const bool due = m_context.replica.isDueNow(lead, m_context.clock());
        look.color = due ? colors.red.text : isHalfGone(lead) ? colors.amber.text : colors.secondText;
        look.weight = due ? QFont::DemiBold : QFont::Normal;
        break;
    }
    case Model::PlumberColumn:
        if (!lead.assignedPlumberId)
            look.color = lead.attention ? colors.amber.text : colors.secondText;
        break;
    case Model::ReceivedColumn:
        look.color = colors.secondText;
        break;
    case Model::UrgencyColumn:
    case Model::ZipColumn:
    case Model::StatusColumn:
    case Model::ColumnCount:
        break;
    }
    return look;
}

bool LeadDelegate::isShownSelected(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!m_selection || m_selection->isEmpty())
        return option.state.testFlag(QStyle::State_Selected);
    return m_selection->contains(index.data(Model::LeadIdRole).toUuid());
}

/// A row that somebody else changed a moment ago fades in steps, so that chips are painted once for each.
QColor LeadDelegate::groundOf(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    const QColor ground = isShownSelected(option, index) ? colors.selection : colors.panel;
    const qint64 changed = index.data(Model::ChangedByOthersRole).toLongLong();
    const qint64 fade = std::chrono::microseconds(kRowFade).count();
    const qint64 age = m_context.clock().micros - changed;
    if (changed == 0 || age < 0 || age >= fade)
        return ground;
    return mixed(ground, colors.amber.ground, 1 - qreal(age * kFadeSteps / fade) / kFadeSteps);
}

/// Returns what is left of the cell.
QRect LeadDelegate::paintTestChip(QPainter *painter, const QRect &cell, const QStyleOptionViewItem &option,
                                  const QColor &ground) const
{
    const Chip chip = testChip();
    drawChip(painter, cell, chip, option, ground);
    return cell.adjusted(m_chips.size(chip, option.font).width() + cellInset(option.font) / 2, 0, 0, 0);
}

void LeadDelegate::drawText(QPainter *painter, const QRect &room, const QString &text) const
{
    m_texts.draw(painter, room, text);
}

void LeadDelegate::drawChip(QPainter *painter, const QRect &cell, const Chip &chip, const QStyleOptionViewItem &option,
                            const QColor &ground) const
{
    m_chips.draw(painter, cell, chip, colorsOf(option.palette), option.font, ground);
}

void LeadDelegate::paintLook(QPainter *painter, const QRect &cell, const Look &look, const QFont &font) const
{
    QFont own = font;
    own.setWeight(look.weight);
    own.setStrikeOut(look.isStruckOut);
    painter->setFont(own);
    painter->setPen(look.color);
    drawText(painter, cell, look.text);
}

void LeadDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (const tables::LeadGroup *group = m_model.groupAt(index))
        return paintSectionHead(painter, option, index, *group,
                                sectionText(*group, m_context.clock(), m_context.replica.settings().dispatch.zone()));
    const QColor ground = groundOf(option, index);
    painter->fillRect(option.rect, ground);
    const QRect line(option.rect.left(), option.rect.bottom(), option.rect.width(), 1);
    painter->fillRect(line, colorsOf(option.palette).line);
    const Lead *lead = m_model.leadAt(index);
    if (!lead)
        return;
    const int inset = cellInset(option.font);
    QRect cell = option.rect.adjusted(inset, 0, -inset / 2, -1);
    if (index.column() == Model::UrgencyColumn)
        return drawChip(painter, cell, chipOf(lead->urgency), option, ground);
    if (index.column() == Model::StatusColumn)
        return drawChip(painter, cell, chipOf(lead->status), option, ground);
    if (index.column() == Model::CustomerColumn && lead->isTest)
        cell = paintTestChip(painter, cell, option, ground);
    paintLook(painter, cell, lookOf(*lead, index.column(), colorsOf(option.palette)), option.font);
}

/// Empty where the tip says no more than the cell.
QString LeadDelegate::tipOf(const Lead &lead, int column) const
{
    if (column == Model::ReceivedColumn)
        return fullMomentText(lead.createdAt);
    const auto deadline = m_model.deadlineOf(lead);
    if (deadline && column == Model::DeadlineColumn)
        return tr("Assign by %1").arg(momentText(*deadline, m_context.clock()));
    const QString spoken = spokenText(lead, column);
    return spoken == textOf(lead, column) ? QString() : spoken;
}

bool LeadDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    const Lead *lead = m_model.leadAt(index);
    if (event->type() != QEvent::ToolTip || !lead)
        return RowDelegate::helpEvent(event, view, option, index);
    QString tip = tipOf(*lead, index.column());
    if (tip.isEmpty()) {
        const QString text = textOf(*lead, index.column());
        const int room = view->visualRect(index).width() - cellInset(view->font()) * 3 / 2;
        tip = QFontMetrics(view->font()).horizontalAdvance(shown(text)) > room ? text : QString();
    }
    showPlainToolTip(event->globalPos(), tip, view);
    return true;
}

} // namespace pl::ui
