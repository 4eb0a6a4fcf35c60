#include "ui/sorting/sortingpane.h"

#include "ui/sorting/bodylist.h"
#include "ui/sorting/choicepopup.h"
#include "ui/sorting/leadpreview.h"
#include "ui/sorting/sortingactions.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/intakewords.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

namespace pl::ui {

using mapping::LeadField;
using mapping::Meaning;
using DeskState = SortingDesk::State;

SortingPane::SortingPane(OfficeContext &context, SortingDesk &desk, SortingActions &actions, QWidget *parent)
    : SidePane(parent), m_context(context), m_desk(desk), m_choice(new ChoicePopup(this))
{
    setObjectName(QStringLiteral("sortingPane"));
    m_choice->setObjectName(QStringLiteral("meaningPopup"));
    nothing()->present(QStringLiteral("shuffle"), tr("Nothing selected"),
                       tr("Select an item in the table to see what was sent."));
    setPage(buildPage(actions));
    connect(&desk, &SortingDesk::changed, this, &SortingPane::refresh);
    connect(&context.intake->replica(), &replica::IntakeReplica::itemsChanged, this, &SortingPane::refresh);
    connect(m_list, &BodyList::pointedAt, this, &SortingPane::askMeaning);
    connect(m_again, &QAbstractButton::clicked, &desk, &SortingDesk::reload);
    refresh();
}

QWidget *SortingPane::buildPage(SortingActions &actions)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    const int inset = scaledPx(this, 16);
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->setSpacing(scaledPx(this, 8));
    layout->addWidget(buildHeader());
    layout->addWidget(m_came = new PlainLabel(page));
    m_came->setObjectName(QStringLiteral("sortingCame"));
    m_came->setForegroundRole(QPalette::PlaceholderText);
    m_came->setWordWrap(true);
    layout->addWidget(m_sentence = new PlainLabel(page));
    m_sentence->setObjectName(QStringLiteral("sortingSentence"));
    m_sentence->setWordWrap(true);
    layout->addWidget(m_again = new QPushButton(tr("Try again"), page), 0, Qt::AlignLeft);
    m_again->setObjectName(QStringLiteral("sortingReload"));
    layout->addWidget(m_list = new BodyList(page));
    m_list->installEventFilter(this);
    layout->addWidget(m_raw = new QPlainTextEdit(page));
    m_raw->setObjectName(QStringLiteral("bodyText"));
    m_raw->setAccessibleName(tr("What was sent"));
    m_raw->setReadOnly(true);
    m_raw->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_raw->setMinimumHeight(scaledPx(this, 260));
    m_raw->installEventFilter(this);
    layout->addWidget(m_previewTitle = makeTitle(tr("The lead it makes")));
    layout->addWidget(m_preview = new LeadPreview(m_context, page));
    layout->addWidget(buildButtons(actions));
    layout->addWidget(m_hint = new PlainLabel(page));
    m_hint->setObjectName(QStringLiteral("sortingHint"));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setFont(scaledFont(font(), kSmallText));
    m_hint->setWordWrap(true);
    layout->addStretch(1);
    return page;
}

QWidget *SortingPane::buildHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    m_source = new ElidedLabel(header);
    m_source->setObjectName(QStringLiteral("sortingSource"));
    m_source->setFont(scaledFont(font(), kTitle, QFont::Bold));
    m_waiting = new ChipLabel(header);
    m_waiting->setObjectName(QStringLiteral("sortingWaiting"));
    row->addWidget(m_source, 1);
    row->addWidget(m_waiting);
    row->addWidget(closeButton());
    return header;
}

QWidget *SortingPane::buildButtons(SortingActions &actions)
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, scaledPx(this, 6), 0, 0);
    rows->setSpacing(scaledPx(this, 8));
    const QList<QList<QAction *>> lines{{actions.save}, {actions.take, actions.retry, actions.discard}};
    for (const QList<QAction *> &line : lines) {
        auto *row = new QHBoxLayout;
        row->setSpacing(scaledPx(this, 8));
        for (QAction *action : line) {
            auto *button = new ActionButton(action, box);
            button->setPrimary(action == actions.save);
            row->addWidget(button);
        }
        row->addStretch();
        rows->addLayout(row);
    }
    return box;
}

QSize SortingPane::sizeHint() const
{
    return {scaledPx(this, 500), scaledPx(this, 600)};
}

void SortingPane::focusBody()
{
    if (m_list->isVisible())
        m_list->setFocus();
    else if (m_raw->isVisible())
        m_raw->setFocus();
    else {
        m_isAwaited = m_desk.state() == DeskState::Loading;
        focusPage();
    }
}

bool SortingPane::eventFilter(QObject *watched, QEvent *event)
{
    const bool isBack = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (isBack && (watched == m_list || watched == m_raw))
        Q_EMIT left();
    return SidePane::eventFilter(watched, event);
}

void SortingPane::refresh()
{
    const IntakeItem *item = m_desk.item();
    const DeskState state = item ? m_desk.state() : DeskState::Nothing;
    showPage(state != DeskState::Nothing);
    showBody();
    if (state == DeskState::Nothing)
        return;
    m_source->setText(m_desk.sourceName());
    const int waiting = m_context.intake->replica().mappableCount(item->sourceId);
    m_waiting->setChip({tr("%n item(s) waiting", nullptr, waiting), &Colors::red});
    m_waiting->setVisible(waiting > 0);
    const QString came = momentText(item->receivedAt, m_context.clock());
    m_came->setText(state == DeskState::Ready ? tr("Came %1. Point at a value to say what it is.").arg(came)
                                              : tr("Came %1.").arg(came));
    m_sentence->setText(stateSentence());
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_again->setVisible(state == DeskState::Failed);
    const bool hasPreview = state == DeskState::Ready && !m_desk.mapped().isEmpty();
    m_previewTitle->setVisible(hasPreview);
    m_preview->setVisible(hasPreview);
    if (hasPreview)
        m_preview->present(m_desk.mapped(), m_list->body());
    m_hint->setText(hintSentence());
    m_hint->setVisible(state == DeskState::Ready);
}

void SortingPane::showBody()
{
    const bool isReady = m_desk.state() == DeskState::Ready;
    const OpenedBodyPtr wanted = isReady || m_desk.state() == DeskState::Unreadable ? m_desk.body() : nullptr;
    if (std::exchange(m_shown, wanted) != wanted) {
        m_list->body().setBody(isReady ? m_shown : nullptr);
        m_raw->setPlainText(m_shown && !isReady ? m_shown->raw() : QString());
        scrollToTop();
    }
    if (isReady)
        m_list->body().setMapping(m_desk.mapping());
    const bool hasText = m_desk.state() == DeskState::Unreadable;
    const QWidget *focus = window()->focusWidget();
    // Else the focus would go to whatever comes next, where the list's keys are silent.
    if ((focus == m_list && !isReady) || (focus == m_raw && !hasText))
        Q_EMIT left();
    m_list->setVisible(isReady);
    m_raw->setVisible(hasText);
    if ((isReady || hasText) && std::exchange(m_isAwaited, false) && focus && isAncestorOf(focus))
        focusBody();
}

QString SortingPane::stateSentence() const
{
    const QString reason = m_desk.item()->reason;
    switch (m_desk.state()) {
    case DeskState::Nothing:
        break;
    case DeskState::Loading:
        return tr("Loading what was sent\u2026");
    case DeskState::Failed:
        return failureText(tr("What was sent could not be loaded"), m_desk.error());
    case DeskState::Erased:
        return tr("What was sent is no longer kept.");
    case DeskState::Unreadable:
        return tr("%1 This is how it came:").arg(m_desk.body()->problem());
    case DeskState::Ready:
        return reason;
    }
    return {};
}

QString SortingPane::hintSentence() const
{
    if (!m_context.isAdmin)
        return tr("Only an admin can save a mapping. You can take this one, try it again, or discard it.");
    return tr("Saved mappings also apply to what comes next. You can undo this.");
}

void SortingPane::askMeaning(int node)
{
    QList<ChoicePopup::Choice> choices;
    QList<Meaning> meanings;
    for (const LeadField field :
         {LeadField::FullName, LeadField::FirstName, LeadField::LastName, LeadField::PhoneNumber,
          LeadField::PhoneExtension, LeadField::Email, LeadField::ServiceNeeded, LeadField::Urgency, LeadField::ZipCode,
          LeadField::Description, LeadField::Street, LeadField::City, LeadField::State, LeadField::ExternalId,
          LeadField::Cost})
        meanings += Meaning{Meaning::Kind::Field, field};
    meanings += {Meaning{Meaning::Kind::TestMark, {}}, Meaning{Meaning::Kind::NotNeeded, {}}};
    for (const Meaning &meaning : std::as_const(meanings))
        choices += {QString::number(choices.size()), meaningText(meaning)};
    const auto present = m_list->body().meaningOf(node);
    m_choice->ask(
        tr("This is the\u2026"), choices, m_list->anchor(),
        [this, node, meanings](const QString &key) { point(node, meanings.value(key.toInt())); },
        present ? QString::number(meanings.indexOf(*present)) : QString());
}

void SortingPane::point(int node, const Meaning &meaning)
{
    if (!m_desk.point(node, meaning)) {
        m_sentence->setText(tr("This value can't be used because nothing identifies it."));
        m_sentence->show();
        return;
    }
    if (meaning.kind != Meaning::Kind::Field)
        return;
    if (const QString word = m_desk.unknownWord(node, meaning.field); !word.isEmpty())
        askWord(word, meaning.field);
}

/// A source's own word for a service or an urgency.
void SortingPane::askWord(const QString &word, LeadField field)
{
    QList<ChoicePopup::Choice> choices;
    const bool isService = field == LeadField::ServiceNeeded;
    if (isService)
        for (const QString &service : m_desk.services())
            choices += {service, service};
    else
        for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
            choices += {QString(enumName(urgency)), urgencyText(urgency)};
    m_choice->ask(tr("\u201C%1\u201D means\u2026").arg(word), choices, m_list->anchor(),
                  [this, word, isService](const QString &key) {
                      if (isService)
                          m_desk.nameService(word, key);
                      else
                          m_desk.nameUrgency(word, key);
                  });
}

} // namespace pl::ui
