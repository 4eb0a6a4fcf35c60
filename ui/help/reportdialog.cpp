#include "ui/help/reportdialog.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>

namespace pl::ui {

ReportDialog::ReportDialog(const QString &title, const QString &hint, const QString &text, QWidget *parent)
    : QDialog(parent), m_rows(new QVBoxLayout(this)), m_problem(new ProblemLabel(this))
{
    setObjectName(QStringLiteral("reportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(title);
    const int margin = scaledPx(this, 20);
    m_rows->setContentsMargins(margin, margin, margin, margin);
    m_rows->setSpacing(scaledPx(this, 12));
    auto *words = new PlainLabel(hint, this);
    words->setObjectName(QStringLiteral("reportHint"));
    words->setWordWrap(true);
    m_rows->addWidget(words);
    addText(text);
    m_problem->setObjectName(QStringLiteral("reportProblem"));
    m_rows->addWidget(m_problem);
    addButtons();
    QPushButton *copy = addChoice(tr("&Copy"), "reportCopy");
    copy->setIcon(icon(QStringLiteral("copy")));
    connect(copy, &QPushButton::clicked, this, [copy, text] {
        QGuiApplication::clipboard()->setText(text);
        copy->setText(tr("Copied"));
    });
    resize(scaledPx(this, 620), scaledPx(this, 480));
}

void ReportDialog::addText(const QString &text)
{
    auto *lines = new QPlainTextEdit(text, this);
    lines->setObjectName(QStringLiteral("reportText"));
    lines->setAccessibleName(windowTitle());
    lines->setReadOnly(true);
    lines->setTabChangesFocus(true);
    lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(scaledPx(this, 12));
    lines->setFont(fixed);
    m_rows->addWidget(lines, 1);
    m_lines = lines;
}

void ReportDialog::wrapLines()
{
    m_lines->setLineWrapMode(QPlainTextEdit::WidgetWidth);
}

void ReportDialog::addButtons()
{
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("reportClose"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    m_buttons = new QHBoxLayout;
    m_buttons->addStretch();
    m_buttons->addWidget(close);
    m_rows->addLayout(m_buttons);
}

QPushButton *ReportDialog::addChoice(const QString &text, const char *name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1StringView(name));
    button->setAutoDefault(false);
    m_buttons->insertWidget(m_added++, button);
    return button;
}

void ReportDialog::showProblem(const QString &sentence)
{
    sentence.isEmpty() ? m_problem->clearProblem() : m_problem->showProblem(sentence);
}

} // namespace pl::ui
