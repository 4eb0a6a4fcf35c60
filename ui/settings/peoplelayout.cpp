#include "ui/settings/invitationpopup.h"
#include "ui/settings/inviteform.h"
#include "ui/settings/peopleview.h"
#include "ui/style/chip.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>

// Builds the page of people; peopleview.cpp has the behavior.

namespace pl::ui {

namespace {

Chip stateChip(const OfficePerson &person)
{
    Tone Colors::*tone = person.isDisabled ? &Colors::slate : person.isInvited ? &Colors::amber : &Colors::green;
    return {personStateText(person), tone};
}

class PersonDelegate : public PlainDelegate
{
public:
    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const QRect cell = paintRowGround(painter, option);
        const auto *model = static_cast<const PeopleModel *>(index.model());
        const OfficePerson *person = model->personAt(index);
        if (!person)
            return;
        if (index.column() == PeopleModel::StateColumn)
            return paintChip(painter, cell, stateChip(*person), colors, option.font);
        const bool isName = index.column() == PeopleModel::PersonColumn;
        paintRowText(painter, cell, index.data().toString(), person->isDisabled ? colors.secondText : colors.text,
                     scaledFont(option.font, 1, isName ? QFont::DemiBold : QFont::Normal));
    }
};

} // namespace

PeopleView::PeopleView(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new PeopleModel(context.userEmail, context.clock, this))
    , m_form(new InviteForm(this))
    , m_popup(new InvitationPopup(this))
    , m_confirm(new ConfirmPopup(this))
    , m_table(new RowTable(this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
    , m_invite(makeViewAction(this, "invitePersonAction", tr("&Invite\u2026"), {Qt::Key_N}))
    , m_role(addViewAction("changeRoleAction", tr("Make &admin"), {Qt::Key_R}, &PeopleView::changeRole))
    , m_link(addViewAction("newLinkAction", tr("New password &link"), {Qt::Key_L}, &PeopleView::sendLink))
    , m_signOut(
          addViewAction("signOutPersonAction", tr("Sign &out everywhere\u2026"), {Qt::Key_O}, &PeopleView::signOut))
    , m_disable(addViewAction("disablePersonAction", tr("&Disable"), {Qt::Key_D}, &PeopleView::toggleDisabled))
    , m_reload(addViewAction("reloadPeopleAction", tr("Look &again"), {Qt::Key_A}, &PeopleView::load))
{
    setObjectName(QStringLiteral("peopleView"));
    m_state->setObjectName(QStringLiteral("peopleState"));
    connect(m_invite, &QAction::triggered, m_form, &InviteForm::openNew);
    buildTable();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildHeader());
    rows->addWidget(buildBar());
    m_pages->addWidget(m_state);
    m_pages->addWidget(m_table);
    rows->addWidget(m_pages, 1);
    connectAll();
    refresh();
}

QAction *PeopleView::addViewAction(const char *name, const QString &text, const QList<QKeySequence> &keys,
                                   void (PeopleView::*run)())
{
    QAction *action = makeViewAction(this, name, text, keys);
    connect(action, &QAction::triggered, this, run);
    return action;
}

QWidget *PeopleView::buildHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 4));
    auto *title = new PlainLabel(tr("People"), header);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    m_busy = new PlainLabel(header);
    m_busy->setObjectName(QStringLiteral("peopleBusy"));
    m_busy->setForegroundRole(QPalette::PlaceholderText);
    m_busy->setMinimumWidth(1);
    auto *add = new QPushButton(tr("Invite"), header);
    add->setObjectName(QStringLiteral("inviteButton"));
    makePrimary(add);
    setActionToolTip(add, m_invite);
    connect(add, &QPushButton::clicked, m_invite, &QAction::trigger);
    connect(m_invite, &QAction::changed, add, [this, add] { add->setEnabled(m_invite->isEnabled()); });
    row->addWidget(title);
    row->addSpacing(scaledPx(this, 8));
    row->addWidget(m_busy, 1);
    row->addWidget(add);
    return header;
}

QWidget *PeopleView::buildBar()
{
    auto *bar = new ViewBar(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 4), scaledPx(this, 14), scaledPx(this, 8));
    for (QAction *action : {m_role, m_link, m_signOut, m_disable})
        row->addWidget(new ActionButton(action, bar));
    row->addStretch();
    return bar;
}

void PeopleView::buildTable()
{
    m_table->setObjectName(QStringLiteral("peopleTable"));
    m_table->setAccessibleName(tr("People who can sign in"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PersonDelegate(m_table));
    dressTable(m_table, scaledPx(this, 34));
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_role, m_link, m_signOut, m_disable});
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsClickable(false);
    for (int column = 0; column < PeopleModel::ColumnCount; ++column)
        header->resizeSection(column, scaledPx(this, 136));
    header->setSectionResizeMode(PeopleModel::PersonColumn, QHeaderView::Stretch);
}

} // namespace pl::ui
