$t=$null;$e=$null
$src = @'
#requires -version 5
using namespace System.IO
<# help #>
[CmdletBinding()]param([Parameter(Mandatory)][ValidateSet('a','b')][string[]]$Name = 'x', [int]$n, [switch]$s)
begin { $x = 1 } process { "p $x" } end {
:lbl foreach ($i in 1..3) { if ($i -gt 2) { break lbl } elseif ($i) { continue } else { 3 } }
switch -regex -casesensitive ('abc') { 'a' { 1 } default { 2 } }
try { throw 'x' } catch [System.IO.IOException], [ArgumentException] { $_ } catch { exit 3 } finally { return }
$h = @{ a = 1; 'b' = @(1,2) }; $h.a++; -not $true; $x ? 1 : 2
[int]$y = [math]::Max(1, 2); "str $($x.y) $z"; @'
here
'@ + "`n'@" + @'

while ($true) { do { $a[0] } until (1) }; for ($i=0; $i -lt 3; $i++) { }
function Foo-Bar($p) { filter g { $_ } }
class C : System.Exception { [int]$P = 3; hidden static [string]$Q; C([int]$a) : base('x') { } [void] M([string]$s) { } }
enum E { A; B = 2 }
& cmd -a:1 --b @s > out.txt 2>&1 | Out-Null && x || y; . ./z.ps1; data d -supportedCommand Foo { 1 }
$using:q; ${env:PATH}; $script:v; trap { 1 }
}
'@
$a=[System.Management.Automation.Language.Parser]::ParseInput($src,[ref]$t,[ref]$e)
$e.Count; $t.Count
$all=$a.FindAll({$true},$true)
$all.Count
function show($v){ if ($null -eq $v) { 'null' } elseif ($v -is [System.Management.Automation.Language.Ast]) { "<$($v.GetType().Name)>" } elseif ($v -is [string] -or $v -isnot [System.Collections.IEnumerable]) { "$v [$($v.GetType().Name)]" } else { '{' + (($v | % { show $_ }) -join ',') + '}' } }
foreach($n in $all) {
  $n.GetType().FullName
  foreach ($p in 'Operator','TokenKind','StaticType','Value','StringConstantType','VariablePath','Splatted','Member','Static','NullConditional','Arguments','Target','Index','Attribute','Child','Type','TypeName','PositionalArguments','NamedArguments','ArgumentName','ExpressionOmitted','Name','Attributes','DefaultValue','Statements','Traps','BlockKind','Unnamed','Parameters','ParamBlock','BeginBlock','ProcessBlock','EndBlock','DynamicParamBlock','CleanBlock','UsingStatements','ScriptRequirements','IsFilter','IsWorkflow','Body','IsConstructor','MethodAttributes','ReturnType','IsStatic','IsHidden','PropertyAttributes','PropertyType','InitialValue','TypeAttributes','IsClass','IsEnum','BaseTypes','Members','UsingStatementKind','Alias','ModuleSpecification','Clauses','ElseClause','Flags','Label','Condition','Default','Variable','ThrottleLimit','Initializer','Iterator','CatchTypes','IsCatchAll','CatchClauses','Finally','TrapType','Pipeline','IsRethrow','PipelineElements','Background','LhsPipelineChain','RhsPipeline','CommandElements','InvocationOperator','Redirections','Expression','ParameterName','Argument','FromStream','ToStream','Append','Location','Left','Right','KeyValuePairs','Elements','SubExpression','ScriptBlock','NestedExpressions','CommandsAllowed','GenericTypeArguments','IfTrue','IfFalse') {
    if ($n.PSObject.Properties[$p]) { "  $p = " + (show $n.$p) }
  }
}
foreach($k in $t | Select-Object -First 60) { "$($k.GetType().Name) $($k.Kind) $($k.TokenFlags) $($k.Extent.StartLineNumber):$($k.Extent.StartColumnNumber)-$($k.Extent.EndLineNumber):$($k.Extent.EndColumnNumber) $k" }
$f=$a.Find({$args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst]},$true); "$($f.Extent.StartScriptPosition.LineNumber) $($f.Extent.StartScriptPosition.Line) $($f.Extent.File) $($f.Parent.GetType().Name)"
{ @{a=1;b='x',2;c=@{d=$true}} }.Ast.EndBlock.Statements[0].PipelineElements[0].Expression.SafeGetValue() | % { $_.c.d; $_.b; $_.a }
try { { $x }.Ast.EndBlock.Statements[0].PipelineElements[0].Expression.SafeGetValue() } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
[System.Management.Automation.Language.Parser]::ParseInput('1 +',[ref]$t,[ref]$e).GetType().Name; "$($e[0])"; $e[0].GetType().FullName; $t.GetType().FullName; $e.GetType().FullName
$vp=[System.Management.Automation.VariablePath]::new('env:path'); $vp.IsDriveQualified; $vp.DriveName; $vp.IsVariable; "$vp"
$e=$null
[System.Management.Automation.PSParser]::Tokenize("if (`$x) { foo -bar 'a b' [int] .c :l `"z`$q`" # c`n 1.5; @(1) }; `$a.b::c = [int]`n`n:x while(1) { break x } -f `n@'`nq`n'@ ; @{a=1}; [Foo()]`$z; function abc { } ; 1 -eq 2 `` `n + 3; & `$x; . y; a --b --% c > d 2>&1", [ref]$e) | % { "$($_.Type) $($_.Content) $($_.Start) $($_.Length) $($_.StartLine) $($_.StartColumn) $($_.EndLine) $($_.EndColumn)" }
$e=$null
[System.Management.Automation.PSParser]::Tokenize("1 +", [ref]$e).Count; $e.Count; $e[0].Message; $e[0].Token.Start; $e[0].Token | % { "$($_.Type) $($_.Content) $($_.Start) $($_.Length)" }
{ Get-Item x }.Ast.Find({$args[0] -is [System.Management.Automation.Language.CommandAst]},$true) | ForEach-Object { [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($_).BoundParameters.Keys }
