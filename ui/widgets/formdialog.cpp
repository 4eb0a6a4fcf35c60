#include "ui/widgets/formdialog.h"

#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/errortext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMetaProperty>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pl::ui {

namespace {

constexpr qsizetype kLongestTitle = 100;
constexpr int kChoiceLength = 20;

void markWrong(QWidget *editor, bool wrong)
{
    editor->setProperty("wrong", wrong);
    editor->update();
}

} // namespace

FormDialog::FormDialog(QWidget *parent)
    : QDialog(parent)
    , m_rows(new QVBoxLayout)
    , m_heading(new ElidedLabel(this))
    , m_problem(new ProblemLabel(this))
    , m_save(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    setWindowModality(Qt::WindowModal);
    m_heading->setFont(scaledFont(font(), kViewTitle, QFont::DemiBold));
    m_problem->setObjectName(QStringLiteral("formProblem"));
    m_rows->setSpacing(scaledPx(this, 12));
    auto *page = new QVBoxLayout(this);
    const int margin = scaledPx(this, 20);
    page->setContentsMargins(margin, margin, margin, margin);
    page->setSpacing(scaledPx(this, 14));
    page->addWidget(m_heading);
    page->addLayout(m_rows, 1);
    page->addWidget(m_problem);
    page->addWidget(buildButtons());
}

QWidget *FormDialog::buildButtons()
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    m_save->setObjectName(QStringLiteral("formSave"));
    m_save->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("formCancel"));
    m_cancel->setAutoDefault(false);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, &FormDialog::submit);
    connect(m_cancel, &QPushButton::clicked, this, &FormDialog::reject);
    return line;
}

void FormDialog::addPage(const QString &title, const char *name)
{
    if (!m_tabs) {
        m_tabs = new PageTabs(this);
        m_pages = new QStackedWidget(this);
        m_rows->addWidget(m_tabs);
        m_rows->addWidget(m_pages, 1);
        connect(m_tabs, &PageTabs::currentPageChanged, m_pages, &QStackedWidget::setCurrentIndex);
        // Shortcuts, because a field for a number keeps these keys for itself.
        for (const auto &[key, step] : {std::pair(Qt::Key_PageDown, 1), std::pair(Qt::Key_PageUp, -1)})
            connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this,
                    [this, turn = step] { turnPage(turn); });
    }
    auto *page = new QWidget(m_pages);
    const int spacing = m_rows->spacing();
    m_rows = new QVBoxLayout(page);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(spacing);
    m_rows->setAlignment(Qt::AlignTop);
    m_pages->addWidget(page);
    m_tabs->addPage(title, name);
}

void FormDialog::addPart(QWidget *part)
{
    m_rows->addWidget(part);
}

PlainLabel *FormDialog::addWords(const QString &words)
{
    auto *label = new PlainLabel(words, this);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_rows->addWidget(label);
    return label;
}

void FormDialog::addRow(const QList<FieldSpec> &fields)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(scaledPx(this, 14));
    for (const FieldSpec &spec : fields)
        row->addWidget(buildField(spec), spec.share);
    m_rows->addLayout(row);
}

QWidget *FormDialog::buildField(const FieldSpec &spec)
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 4));
    auto *label = new PlainLabel(spec.label, box);
    label->setFont(scaledFont(font(), kSmallText, QFont::DemiBold));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(spec.editor);
    auto *problem = new ProblemLabel(box);
    problem->setObjectName(spec.column + QStringLiteral("Problem"));
    rows->addWidget(label);
    rows->addWidget(spec.editor);
    rows->addWidget(problem);
    rows->addStretch();
    spec.editor->setObjectName(spec.column);
    spec.editor->setAccessibleName(spec.label);
    m_fields += {spec.column, spec.label, spec.editor, problem, m_pages ? m_pages->count() - 1 : 0};
    // An editor's "user" property is its value, with a notify signal.
    const QMetaMethod edited = spec.editor->metaObject()->userProperty().notifySignal();
    connect(spec.editor, edited, this, metaObject()->method(metaObject()->indexOfSlot("fieldEdited()")));
    return box;
}

void FormDialog::setHeading(const QString &heading, const QString &buttonText)
{
    setWindowTitle(shown(heading, kLongestTitle));
    m_heading->setText(heading);
    m_saveText = buttonText;
    m_save->setText(buttonText);
}

void FormDialog::boundWidth(QComboBox *box)
{
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(kChoiceLength);
}

void FormDialog::openForm(const QString &column)
{
    clearErrors();
    setBusy(false);
    Q_EMIT aboutToOpen();
    resize(sizeHint()); // adjustSize() would stop at two thirds of the screen
    growToFit();
    open();
    const auto wanted = std::find_if(m_fields.cbegin(), m_fields.cend(),
                                     [&column](const Field &field) { return field.column == column; });
    goTo(wanted == m_fields.cend() ? m_fields.first() : *wanted);
}

void FormDialog::goTo(const Field &field)
{
    if (m_tabs)
        m_tabs->setCurrentPage(field.page);
    field.editor->setFocus();
}

void FormDialog::setBusy(bool busy, const QString &what)
{
    m_busy = busy;
    for (const Field &field : std::as_const(m_fields))
        field.editor->setEnabled(!busy);
    m_save->setEnabled(!busy);
    m_save->setText(!busy ? m_saveText : what.isEmpty() ? tr("Saving …") : what);
}

void FormDialog::clearErrors()
{
    for (const Field &field : std::as_const(m_fields))
        clearProblem(field);
    m_problem->clearProblem();
    m_askedToDiscard = false;
    m_cancel->setText(tr("Cancel"));
}

void FormDialog::clearProblem(const Field &field)
{
    field.problem->clearProblem();
    markWrong(field.editor, false);
}

void FormDialog::fieldEdited()
{
    for (const Field &field : std::as_const(m_fields))
        if (field.editor == sender())
            clearProblem(field);
    if (m_askedToDiscard)
        clearErrors();
    Q_EMIT edited();
}

QList<QWidget *> FormDialog::editors() const
{
    QList<QWidget *> found;
    for (const Field &field : m_fields)
        found += field.editor;
    return found;
}

void FormDialog::addBelowHeading(QWidget *widget)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, widget);
}

void FormDialog::saved()
{
    setBusy(false);
    accept();
}

void FormDialog::showErrors(const Error &error)
{
    setBusy(false);
    clearErrors();
    bool allShown = !error.fields.isEmpty();
    for (const FieldError &fieldError : error.fields)
        allShown = showFieldError(fieldError) && allShown;
    if (!allShown)
        m_problem->showProblem(errorText(error));
    growToFit();
    const auto wrong = std::find_if(m_fields.cbegin(), m_fields.cend(),
                                    [](const Field &field) { return !field.problem->text().isEmpty(); });
    goTo(wrong == m_fields.cend() ? m_fields.first() : *wrong);
}

void FormDialog::growToFit()
{
    // A layout's minimum size ignores wrapped lines.
    layout()->activate();
    const int wanted = layout()->totalHeightForWidth(width());
    if (wanted > height())
        resize(width(), wanted);
}

bool FormDialog::showFieldError(const FieldError &error)
{
    for (const Field &field : std::as_const(m_fields)) {
        if (field.column != error.field)
            continue;
        field.problem->showProblem(tr("%1 %2.", "a field and what is wrong with it").arg(field.label, error.detail));
        markWrong(field.editor, true);
        return true;
    }
    return false;
}

void FormDialog::reject()
{
    if (m_busy)
        return;
    if (changed() && !m_askedToDiscard) {
        clearErrors();
        m_askedToDiscard = true;
        m_cancel->setText(tr("Discard"));
        m_problem->showProblem(tr("What you typed is not saved. Press Esc again to discard it."));
        growToFit();
        return;
    }
    QDialog::reject();
}

void FormDialog::turnPage(int step)
{
    const int page = std::clamp(m_tabs->currentPage() + step, 0, m_pages->count() - 1);
    const auto first =
        std::find_if(m_fields.cbegin(), m_fields.cend(), [page](const Field &field) { return field.page == page; });
    if (first != m_fields.cend())
        goTo(*first);
}

void FormDialog::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() & Qt::ControlModifier)
        m_save->click();
    else
        QDialog::keyPressEvent(event);
}

} // namespace pl::ui
